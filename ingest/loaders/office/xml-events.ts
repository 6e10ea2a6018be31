import { SaxesParser } from 'saxes'

/** Receives the pieces of an XML part in order; names come without their prefix. */
export interface XmlEvents {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(words: string): void
  close?(name: string): void
}

/**
 * Reads an XML part without keeping it, for parts too large to be held as a tree.
 * @throws Error for a part that is not well-formed
 */
export function readXml(source: string, events: XmlEvents): void {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => events.open?.(bare(name), attributes))
  parser.on('text', (words) => events.text?.(words))
  parser.on('cdata', (words) => events.text?.(words))
  parser.on('closetag', ({ name }) => events.close?.(bare(name)))
  parser.write(source).close()
}

function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
