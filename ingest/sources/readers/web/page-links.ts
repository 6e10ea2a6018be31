import { isUtf8 } from 'node:buffer'
import { Parser } from 'htmlparser2'
import { pageAddress } from './page-address.ts'

export interface PageLinks {
  readonly links: readonly string[]
  /** The address that the page calls its own (RFC 6596). */
  readonly canonical?: string
}

const linkAttributes: Readonly<Record<string, string>> = { a: 'href', area: 'href', frame: 'src', iframe: 'src' }

/** Where a page leads, in the order of its links. */
export function readPageLinks(bytes: Uint8Array, address: string): PageLinks {
  const links = new Set<string>()
  let base = address
  let canonical: string | undefined
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'base') base = pageAddress(attributes['href'] ?? '', address) ?? base
      if (name === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attributes['rel'] ?? '')) {
        canonical ??= pageAddress(attributes['href'] ?? '', base)
      }
      const link = pageAddress(attributes[linkAttributes[name] ?? ''] ?? '', base)
      if (link !== undefined) links.add(link)
    },
  })
  // Addresses with raw characters that are not UTF-8 occur in Chinese pages only.
  parser.end(new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030').decode(bytes))
  return { links: [...links], ...(canonical !== undefined && { canonical }) }
}
