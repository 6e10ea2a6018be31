import { SaxesParser } from 'saxes'

/** An element of an Office part. Its names carry the usual prefix of their namespace, whatever the file calls it. */
export interface XmlElement {
  /** Such as `w:p`; names of no namespace are bare. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
}

export type XmlNode = XmlElement | string

/** The usual prefix of a namespace, by the end of its address, which both editions of the standard share. */
const prefixes: readonly (readonly [end: RegExp, prefix: string])[] = [
  [/wordprocessingml(?:\/2006)?\/main$/, 'w'],
  [/\/office\/word\/2010\/wordml$/, 'w14'],
  [/spreadsheetml(?:\/2006)?\/main$/, 's'],
  [/presentationml(?:\/2006)?\/main$/, 'p'],
  [/drawingml(?:\/2006)?\/main$/, 'a'],
  [/drawingml(?:\/2006)?\/diagram$/, 'dgm'],
  [/\/drawing\/2008\/diagram$/, 'dsp'],
  [/officeDocument(?:\/2006)?\/math$/, 'm'],
  [/officeDocument(?:\/2006)?\/relationships$/, 'r'],
  [/markup-compatibility\/2006$/, 'mc'],
]

/**
 * Slips of the program that wrote a file, after which the parser goes on without losing text: a prefix
 * that nothing declares, `<w:i/ >`, elements closed in the wrong order.
 */
const readOver = /unbound namespace prefix|forward-slash in opening tag|unexpected close tag/

/**
 * Parses a part of an Office file into a tree, in which an alternate content is replaced by its first
 * choice that holds anything (ECMA-376, parts 1 and 3).
 * @throws Error for a part that is not well-formed
 */
export function parseXml(source: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const prefixOf = createPrefixes()
  const root: { readonly children: XmlNode[] } = { children: [] }
  const open: { readonly children: XmlNode[] }[] = [root]
  parser.on('error', (error) => {
    if (!readOver.test(error.message)) throw error
  })
  parser.on('opentag', (tag) => {
    const attributes: Record<string, string> = {}
    for (const attribute of Object.values(tag.attributes)) {
      const prefix = attribute.prefix === '' ? '' : prefixOf(attribute.uri, attribute.prefix)
      attributes[prefix === '' ? attribute.local : `${prefix}:${attribute.local}`] = attribute.value
    }
    const prefix = prefixOf(tag.uri, tag.prefix)
    const element = { name: prefix === '' ? tag.local : `${prefix}:${tag.local}`, attributes, children: [] }
    open.at(-1)?.children.push(element)
    if (!tag.isSelfClosing) open.push(element)
  })
  parser.on('closetag', (tag) => {
    if (tag.isSelfClosing) return
    open.pop()
    if (tag.local === 'AlternateContent') replaceByChoice(open.at(-1)?.children ?? [])
  })
  const text = (words: string) => void open.at(-1)?.children.push(words)
  parser.on('text', text)
  parser.on('cdata', text)
  parser.write(source).close()
  const element = root.children.find((child) => typeof child !== 'string')
  if (!element) throw new Error('a part of it is empty')
  return element
}

function createPrefixes(): (uri: string, written: string) => string {
  const known = new Map<string, string>()
  return (uri, written) => {
    const found = known.get(uri)
    if (found !== undefined && uri !== '') return found
    const prefix = prefixes.find(([end]) => end.test(uri))?.[1] ?? written
    known.set(uri, prefix)
    return prefix
  }
}

function replaceByChoice(siblings: XmlNode[]): void {
  const alternate = siblings.pop()
  if (alternate === undefined || typeof alternate === 'string') return
  const choices = elementsOf(alternate)
  const chosen = choices.find((choice) => holdsText(choice)) ?? choices[0]
  siblings.push(...(chosen?.children ?? []))
}

function holdsText(element: XmlElement): boolean {
  return element.children.some((child) => (typeof child === 'string' ? child.trim() !== '' : holdsText(child)))
}

/** The elements right below another one, all or those of one name. */
export function elementsOf(parent: XmlElement | undefined, name?: string): readonly XmlElement[] {
  const elements: XmlElement[] = []
  for (const child of parent?.children ?? []) {
    if (typeof child !== 'string' && (name === undefined || child.name === name)) elements.push(child)
  }
  return elements
}

/** The first element at the end of a path of names. */
export function elementAt(parent: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let element = parent
  for (const name of path) {
    element = element?.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name)
  }
  return element
}

/** All elements of a name at any depth, in order, but none inside another one of them. */
export function descendantsOf(parent: XmlElement, name: string): readonly XmlElement[] {
  return elementsOf(parent).flatMap((child) => (child.name === name ? [child] : descendantsOf(child, name)))
}

/** The characters below an element, as they are. */
export function textOf(element: XmlElement | undefined): string {
  let text = ''
  for (const child of element?.children ?? []) text += typeof child === 'string' ? child : textOf(child)
  return text
}

/** Whether a switch such as `<w:b/>` is there and not turned off. */
export function isOn(element: XmlElement | undefined, attribute = 'w:val'): boolean {
  return element !== undefined && !/^(?:0|false|off|none)$/.test(element.attributes[attribute] ?? '1')
}
