import { gunzipSync } from 'node:zlib'
import { Parser } from 'htmlparser2'
import { LorekeepError, messageOf } from '../../../../src/domain/errors.ts'
import { pageAddress } from './page-address.ts'

export interface SitemapEntry {
  readonly address: string
  /** As the sitemap has it. */
  readonly lastModified?: string
}

export interface Sitemap {
  readonly pages: readonly SitemapEntry[]
  /** Addresses of further sitemaps. */
  readonly sitemaps: readonly string[]
}

/** The most that a sitemap may hold (sitemaps.org). */
const maxBytes = 50 * 1024 * 1024

/**
 * Reads a sitemap or an index of sitemaps (sitemaps.org, protocol 0.9), gzipped or not, or a plain
 * list of addresses.
 * @throws LorekeepError `document-unreadable`
 */
export function readSitemap(bytes: Uint8Array, address: string): Sitemap {
  const text = new TextDecoder().decode(unpack(bytes, address)).trimStart()
  const sitemap = text.startsWith('<') ? readXml(text, address) : readList(text, address)
  if (sitemap.pages.length === 0 && sitemap.sitemaps.length === 0) {
    throw unreadable(address, 'it names no page')
  }
  return sitemap
}

function unpack(bytes: Uint8Array, address: string): Uint8Array {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (!isGzip) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes })
  } catch (error) {
    throw unreadable(address, messageOf(error), error)
  }
}

function readXml(text: string, address: string): Sitemap {
  const pages: SitemapEntry[] = []
  const sitemaps: string[] = []
  const path: string[] = []
  let location = ''
  let lastModified = ''
  const parser = new Parser(
    {
      onopentag(name) {
        path.push(localName(name))
        if (path.length === 2) [location, lastModified] = ['', '']
      },
      ontext(part) {
        if (path.length !== 3) return
        if (path[2] === 'loc') location += part
        if (path[2] === 'lastmod') lastModified += part
      },
      onclosetag(name) {
        path.pop()
        const found = path.length === 1 ? pageAddress(location, address) : undefined
        if (found === undefined) return
        if (localName(name) === 'sitemap') sitemaps.push(found)
        if (localName(name) === 'url') {
          pages.push({ address: found, ...(lastModified.trim() !== '' && { lastModified: lastModified.trim() }) })
        }
      },
    },
    { xmlMode: true },
  )
  parser.end(text)
  return { pages, sitemaps }
}

function readList(text: string, address: string): Sitemap {
  const lines = text.split(/\r?\n/).filter((line) => /^\s*https?:/i.test(line))
  const pages = lines.flatMap((line) => {
    const found = pageAddress(line, address)
    return found === undefined ? [] : [{ address: found }]
  })
  return { pages, sitemaps: [] }
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
