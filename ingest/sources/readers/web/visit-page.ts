import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answeredWith, disallowed, gone, redirects } from './crawl-errors.ts'
import { type Crawl, fail, failCut, isStart, noteFailure, want } from './crawl-pass.ts'
import type { WebReply } from './http-get.ts'
import type { KeptPage } from './kept-pages.ts'
import { pageAddress } from './page-address.ts'
import { charsetOf, formatOf } from './page-format.ts'
import { readPageLinks } from './page-links.ts'

/** A page's date in the sitemap is believed for so long; then the server is asked all the same. */
const sitemapTrustMs = 7 * 24 * 60 * 60 * 1000

/** Asks for one page and does what its answer says. */
export async function visitPage(crawl: Crawl, address: string, sitemapDate: string | undefined): Promise<void> {
  const { kept, leaving, web, signal } = crawl
  const former = kept.get(address)
  try {
    if (!(await web.isAllowed(address, signal))) {
      leaving.add(address)
      if (isStart(crawl, address)) throw disallowed(address)
      return
    }
    if (former !== undefined && isBelieved(former, sitemapDate)) {
      crawl.answers += 1
      await followKept(crawl, former)
      return
    }
    await take(crawl, address, await web.get(address, conditionsOf(former), signal), sitemapDate)
  } catch (error) {
    noteFailure(crawl, address, error)
    const last = kept.get(address)
    if (last !== undefined) await followKept(crawl, last)
  }
}

async function take(crawl: Crawl, address: string, reply: WebReply, sitemapDate: string | undefined): Promise<void> {
  const { kept, leaving } = crawl
  const former = kept.get(address)
  if (reply.status === 304 && former !== undefined) {
    crawl.answers += 1
    kept.confirm({ ...former, checkedAt: Date.now(), ...(sitemapDate !== undefined && { sitemapDate }) })
    await followKept(crawl, former)
  } else if (reply.status === 200) {
    crawl.answers += 1
    await keep(crawl, address, reply, sitemapDate)
  } else if (redirects.has(reply.status)) {
    crawl.answers += 1
    leaving.add(address)
    followRedirect(crawl, address, reply.headers.location)
  } else {
    if (gone.has(reply.status)) {
      crawl.answers += 1
      leaving.add(address)
      if (!isStart(crawl, address)) return
    }
    throw answeredWith(address, reply.status)
  }
}

async function keep(crawl: Crawl, address: string, reply: WebReply, sitemapDate: string | undefined): Promise<void> {
  const { kept, leaving } = crawl
  const contentType = reply.headers['content-type']
  const extension = formatOf(address, contentType)
  if (extension === undefined) {
    leaving.add(address)
    return
  }
  const bytes = inUtf8(reply.body, contentType)
  const found = isPage(extension) ? await readPageLinks(bytes, address) : { links: [], isCut: false }
  const canonical = ownAddress(crawl, address, found.canonical)
  const { etag } = reply.headers
  const lastModified = reply.headers['last-modified']
  const modifiedAt = Date.parse(lastModified ?? '')
  await kept.save(
    {
      address,
      checkedAt: Date.now(),
      ...(etag !== undefined && { etag }),
      ...(lastModified !== undefined && { lastModified }),
      ...(sitemapDate !== undefined && { sitemapDate }),
      ...(canonical !== undefined && { canonical }),
    },
    bytes,
    extension,
    Number.isNaN(modifiedAt) ? Date.now() : modifiedAt,
  )
  if (found.isCut) failCut(crawl, address, 'The page leads to more than 10,000 others, or is larger than 8 MB')
  follow(crawl, found.links, canonical)
}

/** The canonical address of a page, where it is another one of the source. */
function ownAddress(crawl: Crawl, address: string, canonical: string | undefined): string | undefined {
  if (canonical === undefined || canonical === address) return undefined
  if (!crawl.scope.includes(canonical) || crawl.isExcluded(canonical)) return undefined
  // Templates that name their home page on every page would make one page of all.
  return new URL(canonical).pathname === '/' && new URL(address).pathname !== '/' ? undefined : canonical
}

async function followKept(crawl: Crawl, page: KeptPage): Promise<void> {
  if (!isPage(page.file)) return
  const bytes = await readFile(join(crawl.source.root, page.file))
  follow(crawl, (await readPageLinks(bytes, page.address)).links, page.canonical)
}

function follow(crawl: Crawl, links: readonly string[], canonical: string | undefined): void {
  want(crawl, canonical)
  for (const link of links) if (crawl.scope.isBelowStart(link)) want(crawl, link)
}

function followRedirect(crawl: Crawl, address: string, location: string | undefined): void {
  const target = pageAddress(location ?? '', address)
  if (target !== undefined && crawl.scope.includes(target)) {
    want(crawl, target)
    return
  }
  fail(crawl, address, 'forbidden', {
    reason: `It redirects to ${target ?? 'nowhere'}, which does not belong to the source.`,
    hint: 'Add that place to the source, if its pages belong to it.',
  })
}

/** Where a server says what a text is written in, the copy says so itself, by the mark of UTF-8. */
function inUtf8(bytes: Uint8Array, contentType: string | undefined): Uint8Array {
  const charset = charsetOf(contentType)
  if (charset === undefined || !/^\s*(?:text\/|application\/xhtml)/i.test(contentType ?? '')) return bytes
  try {
    return Buffer.from(`\uFEFF${new TextDecoder(charset).decode(bytes)}`)
  } catch (error) {
    // A charset that nobody knows: the loader finds out by itself.
    if (error instanceof RangeError) return bytes
    throw error
  }
}

function conditionsOf(page: KeptPage | undefined): Readonly<Record<string, string>> {
  return {
    ...(page?.etag !== undefined && { 'If-None-Match': page.etag }),
    ...(page?.lastModified !== undefined && { 'If-Modified-Since': page.lastModified }),
  }
}

function isBelieved(page: KeptPage, sitemapDate: string | undefined): boolean {
  const isSame = sitemapDate !== undefined && page.sitemapDate === sitemapDate
  return isSame && Date.now() - page.checkedAt < sitemapTrustMs
}

function isPage(file: string): boolean {
  return /(?:^|\.)x?html?$/.test(file)
}
