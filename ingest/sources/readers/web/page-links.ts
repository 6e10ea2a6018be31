import { isUtf8 } from 'node:buffer'
import { longestAddress, pageAddress } from './page-address.ts'
import { readMarkup } from './read-markup.ts'

export interface PageLinks {
  readonly links: readonly string[]
  /** The address that the page calls its own (RFC 6596). */
  readonly canonical?: string
  /** Whether there was more of it than is looked at. */
  readonly isCut: boolean
}

/** Pages with more are data or made to exhaust whoever follows them. */
const mostBytes = 8 * 2 ** 20
const mostLinks = 10_000

const linkAttributes: Readonly<Record<string, string>> = { a: 'href', area: 'href', frame: 'src', iframe: 'src' }
const readTags: ReadonlySet<string> = new Set([...Object.keys(linkAttributes), 'base', 'link'])
const readAttributes: ReadonlySet<string> = new Set(['href', 'src', 'rel'])
const longestName = 10

/**
 * Where a page leads, in the order of its links. Tags are looked at one by one, however they are nested, so
 * that the work grows with the page's length and no faster.
 */
export async function readPageLinks(bytes: Uint8Array, address: string): Promise<PageLinks> {
  // Addresses with raw characters that are not UTF-8 occur in Chinese pages only.
  const decoder = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030')
  const text = decoder.decode(bytes.subarray(0, mostBytes))
  const links = new Set<string>()
  let base = address
  let canonical: string | undefined
  let tag = ''
  let attribute = ''
  let value = ''
  let attributes: Record<string, string> = {}

  const add = (piece: string) => {
    if (attribute !== '' && value.length <= longestAddress) value += piece
  }
  const finishTag = () => {
    if (tag === 'base') base = pageAddress(attributes['href'] ?? '', address) ?? base
    if (tag === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attributes['rel'] ?? '')) {
      canonical ??= pageAddress(attributes['href'] ?? '', base)
    }
    const link = pageAddress(attributes[linkAttributes[tag] ?? ''] ?? '', base)
    if (link !== undefined && links.size < mostLinks) links.add(link)
    tag = ''
  }
  await readMarkup(text, 'html', {
    onopentagname(start, end) {
      const name = end - start > longestName ? '' : text.slice(start, end).toLowerCase()
      tag = readTags.has(name) ? name : ''
      attributes = {}
    },
    onattribname(start, end) {
      const name = tag === '' || end - start > longestName ? '' : text.slice(start, end).toLowerCase()
      attribute = readAttributes.has(name) ? name : ''
      value = ''
    },
    onattribdata: (start, end) => add(text.slice(start, Math.min(end, start + longestAddress + 1))),
    onattribentity: (codePoint) => add(String.fromCodePoint(codePoint)),
    onattribend() {
      if (attribute !== '') attributes[attribute] ??= value
      attribute = ''
    },
    onopentagend: finishTag,
    onselfclosingtag: finishTag,
  })
  const isCut = bytes.length > mostBytes || links.size === mostLinks
  return { links: [...links], isCut, ...(canonical !== undefined && { canonical }) }
}
