import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { LorekeepError, messageOf } from '../../../../src/domain/errors.ts'
import { longestAddress, pageAddress } from './page-address.ts'
import { readMarkup } from './read-markup.ts'

export interface SitemapEntry {
  readonly address: string
  /** As the sitemap has it. */
  readonly lastModified?: string
}

export interface Sitemap {
  readonly pages: readonly SitemapEntry[]
  /** Addresses of further sitemaps. */
  readonly sitemaps: readonly string[]
  /** Whether it names more than is looked at. */
  readonly isCut: boolean
}

/** The most that a sitemap may hold (sitemaps.org). */
const maxBytes = 50 * 1024 * 1024
const maxPages = 50_000
const longestDate = 100
/** `sitemapindex`, `sitemap`, `loc`; extensions go a little deeper. */
const deepest = 10

/**
 * Reads a sitemap or an index of sitemaps (sitemaps.org, protocol 0.9), gzipped or not, or a plain
 * list of addresses.
 * @throws LorekeepError `document-unreadable`
 */
export async function readSitemap(bytes: Uint8Array, address: string): Promise<Sitemap> {
  const unpacked = await unpack(bytes, address)
  if (unpacked.length > maxBytes) throw unreadable(address, 'it is larger than 50 MB')
  const text = new TextDecoder().decode(unpacked).trimStart()
  const sitemap = text.startsWith('<') ? await readXml(text, address) : readList(text, address)
  if (sitemap.pages.length === 0 && sitemap.sitemaps.length === 0) {
    throw unreadable(address, 'it names no page')
  }
  return sitemap
}

async function unpack(bytes: Uint8Array, address: string): Promise<Uint8Array> {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (!isGzip) return bytes
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: maxBytes })
  } catch (error) {
    throw unreadable(address, messageOf(error), error)
  }
}

async function readXml(text: string, address: string): Promise<Sitemap> {
  const pages: SitemapEntry[] = []
  const sitemaps: string[] = []
  const path: string[] = []
  let location = ''
  let lastModified = ''

  const add = (piece: string) => {
    if (path.length !== 3) return
    if (path[2] === 'loc' && location.length <= longestAddress) location += piece
    if (path[2] === 'lastmod' && lastModified.length <= longestDate) lastModified += piece
  }
  const slice = (start: number, end: number) => text.slice(start, Math.min(end, start + longestAddress + 1))
  const close = () => {
    const name = path.pop()
    const found = path.length === 1 && !isFull() ? pageAddress(location, address) : undefined
    if (found === undefined) return
    if (name === 'sitemap') sitemaps.push(found)
    if (name === 'url') {
      const date = lastModified.trim()
      pages.push({ address: found, ...(date !== '' && date.length <= longestDate && { lastModified: date }) })
    }
  }
  const isFull = () => pages.length + sitemaps.length >= maxPages
  await readMarkup(text, 'xml', {
    onopentagname(start, end) {
      path.push(localName(slice(start, end)))
      if (path.length > deepest) throw unreadable(address, 'its elements are nested too deeply')
      if (path.length === 2) [location, lastModified] = ['', '']
    },
    ontext: (start, end) => add(slice(start, end)),
    ontextentity: (codePoint) => add(String.fromCodePoint(codePoint)),
    oncdata: (start, end, endOffset) => add(slice(start, end - endOffset)),
    onclosetag: close,
    onselfclosingtag: close,
  })
  return { pages, sitemaps, isCut: isFull() }
}

function readList(text: string, address: string): Sitemap {
  const pages: SitemapEntry[] = []
  for (const [line] of text.matchAll(/^[^\S\n]*https?:.*$/gim)) {
    if (pages.length === maxPages) return { pages, sitemaps: [], isCut: true }
    const found = pageAddress(line, address)
    if (found !== undefined) pages.push({ address: found })
  }
  return { pages, sitemaps: [], isCut: false }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function unreadable(address: string, reason: string, cause?: unknown): LorekeepError {
  return new LorekeepError('document-unreadable', `The sitemap ${address} cannot be read: ${reason}.`, {
    hint: 'Check that it is a sitemap as sitemaps.org describes it.',
    cause,
  })
}
