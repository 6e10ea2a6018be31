import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LorekeepError } from '../../../../src/domain/errors.ts'
import type { Source, SourceOrigin } from '../../../../src/domain/source.ts'
import { originOf } from '../origin-of.ts'
import type { Refreshed, UnreadablePlace } from '../source-reader.ts'
import { excludedBy } from '../wanted-by.ts'
import type { WebReply } from './http-get.ts'
import type { KeptPage, KeptPages } from './kept-pages.ts'
import { globPathOf, pageAddress } from './page-address.ts'
import { charsetOf, formatOf } from './page-format.ts'
import { readPageLinks } from './page-links.ts'
import { createPageScope, type PageScope } from './page-scope.ts'
import type { PoliteGet } from './polite-get.ts'
import { readSitemap, type SitemapEntry } from './read-sitemap.ts'

/** A page's date in the sitemap is believed for so long; then the server is asked all the same. */
const sitemapTrustMs = 7 * 24 * 60 * 60 * 1000
const maxSitemaps = 1000
/** How many pages may be lost to a `kill -9`. */
const pagesBetweenWrites = 50
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const gone: ReadonlySet<number> = new Set([404, 410])

/** One pass over the pages of a source. */
interface Crawl {
  readonly source: Source
  readonly origin: Extract<SourceOrigin, { readonly kind: 'web' }>
  readonly kept: KeptPages
  readonly web: PoliteGet
  readonly scope: PageScope
  readonly isExcluded: (path: string) => boolean
  readonly failures: UnreadablePlace[]
  /**
   * Pages to be asked for, with their date in the sitemap. Grows while it is worked through, up to one more than
   * the source may have.
   */
  readonly wanted: Map<string, string | undefined>
  /** Known pages that would be asked for, were there not too many others. */
  readonly beyond: Set<string>
  /** Pages that leave once the pass is over and has found others. */
  readonly leaving: Set<string>
  readonly signal: AbortSignal
  /** How many answers told anything of a page. */
  answers: number
}

/**
 * Brings the copies in line with a web site: sitemaps first, then the start pages and what they link
 * to. Pages that are gone leave, pages that fail for another reason stay with their last good copy,
 * and so do those that a failed sitemap may have named.
 * @throws LorekeepError `source-unavailable` when nothing could be fetched, `conflict` when no page is left
 */
export async function crawlPages(
  source: Source,
  kept: KeptPages,
  web: PoliteGet,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Refreshed> {
  const origin = originOf(source, 'web')
  const crawl: Crawl = {
    source,
    origin,
    kept,
    web,
    scope: createPageScope(origin.start, origin.sitemaps),
    isExcluded: (address) => excludedBy(source)(globPathOf(address)),
    failures: [],
    wanted: new Map(),
    beyond: new Set(),
    leaving: new Set(),
    signal,
    answers: 0,
  }
  const before = kept.all()
  const allSitemapsRead = await readSitemaps(crawl)
  for (const address of origin.start) want(crawl, pageAddress(address))
  const allVisited = await visitAll(crawl, onProgress)
  const isComplete = allSitemapsRead && allVisited && allStartPagesLed(crawl)
  await settle(crawl, before, isComplete)
  return { failures: crawl.failures }
}

async function settle(crawl: Crawl, before: readonly KeptPage[], isComplete: boolean): Promise<void> {
  const { kept, wanted, beyond, leaving, failures, source } = crawl
  if (crawl.answers === 0 && failures.length > 0) throw nothingFetched(source, failures)
  for (const { address } of before) {
    if (wanted.has(address) || beyond.has(address)) continue
    if (isComplete || !crawl.scope.includes(address) || crawl.isExcluded(address)) leaving.add(address)
    else await visit(crawl, address, undefined)
  }
  if (before.length > 0 && kept.all().every(({ address }) => leaving.has(address))) {
    throw nothingLeft(source, before.length)
  }
  for (const address of leaving) kept.forget(address)
  await kept.write()
  await kept.sweep()
}

/** @returns whether every sitemap could be read */
async function readSitemaps(crawl: Crawl): Promise<boolean> {
  const queue = new Set(crawl.origin.sitemaps)
  let elsewhere = 0
  let isComplete = true
  for (const address of queue) {
    try {
      const sitemap = await readSitemap(await fetchSitemap(crawl, address), address)
      crawl.answers += 1
      if (sitemap.isCut) failCut(crawl, address, 'The sitemap names more than 50,000 pages')
      for (const inner of sitemap.sitemaps)
        if (queue.size < maxSitemaps && crawl.scope.includes(inner)) queue.add(inner)
      for (const page of sitemap.pages) {
        if (crawl.scope.includes(page.address)) want(crawl, page.address, page)
        else elsewhere += 1
      }
    } catch (error) {
      note(crawl, address, error)
      isComplete = false
    }
  }
  if (elsewhere > 0) {
    fail(crawl, crawl.origin.sitemaps[0] ?? '', 'forbidden', {
      reason: `The sitemap names ${elsewhere} pages on other hosts, which were left out.`,
      hint: 'Name a sitemap of each host that belongs to the source.',
    })
  }
  return isComplete
}

async function fetchSitemap(crawl: Crawl, address: string): Promise<Uint8Array> {
  let place = address
  for (let hops = 0; hops <= 5; hops += 1) {
    const reply = await crawl.web.get(place, {}, crawl.signal)
    if (reply.status === 200) return reply.body
    const target = redirects.has(reply.status) ? pageAddress(reply.headers.location ?? '', place) : undefined
    if (target === undefined) throw answeredWith(place, reply.status)
    place = target
  }
  throw new LorekeepError('source-unavailable', `${address} redirects too often.`, { hint: 'Name its last address.' })
}

/** @returns whether all pages were visited that are wanted */
async function visitAll(crawl: Crawl, onProgress: (done: number, total: number) => void): Promise<boolean> {
  const { wanted, origin, kept } = crawl
  let done = 0
  for (const [address, sitemapDate] of wanted) {
    if (done === origin.maxPages) {
      fail(crawl, address, 'too-large', {
        reason: `The source has more than ${origin.maxPages} pages; this and further ones were left out.`,
        hint: 'Raise --max-pages, or name narrower start pages.',
      })
      return false
    }
    onProgress(done, Math.min(wanted.size, origin.maxPages))
    await visit(crawl, address, sitemapDate)
    done += 1
    if (done % pagesBetweenWrites === 0) await kept.write()
  }
  onProgress(done, done)
  return true
}

/** A start page that failed without a copy led nowhere: what was found below it earlier may still be there. */
function allStartPagesLed({ origin, kept, leaving, failures }: Crawl): boolean {
  const failed = new Set(failures.map(({ path }) => path))
  return origin.start.every((start) => {
    const address = pageAddress(start) ?? start
    return !failed.has(address) || (kept.get(address) !== undefined && !leaving.has(address))
  })
}

function want(crawl: Crawl, address: string | undefined, entry?: SitemapEntry): void {
  if (address === undefined || crawl.wanted.has(address)) return
  if (!crawl.scope.includes(address) || crawl.isExcluded(address)) return
  if (crawl.wanted.size <= crawl.origin.maxPages) crawl.wanted.set(address, entry?.lastModified)
  else if (crawl.kept.get(address) !== undefined) crawl.beyond.add(address)
}

/** Asks for one page and does what its answer says. */
async function visit(crawl: Crawl, address: string, sitemapDate: string | undefined): Promise<void> {
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
    note(crawl, address, error)
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

function isStart({ origin }: Crawl, address: string): boolean {
  return origin.start.some((start) => pageAddress(start) === address)
}

function note(crawl: Crawl, path: string, error: unknown): void {
  crawl.signal.throwIfAborted()
  if (!(error instanceof LorekeepError)) throw error
  fail(crawl, path, error.code, { reason: error.message, ...(error.hint !== undefined && { hint: error.hint }) })
}

function fail(crawl: Crawl, path: string, code: string, why: Pick<UnreadablePlace, 'reason' | 'hint'>): void {
  crawl.failures.push({ path, code, ...why })
}

/** Reported at a place of its own, since the page itself was read. */
function failCut(crawl: Crawl, address: string, what: string): void {
  fail(crawl, `${address}#links`, 'too-large', {
    reason: `${what}; further ones were not followed.`,
    hint: 'Name further start pages or sitemaps that lead there.',
  })
}

function answeredWith(address: string, status: number): LorekeepError {
  if (status === 401 || status === 403) {
    return new LorekeepError('forbidden', `${address} was answered with ${status}: it may not be read.`, {
      hint: 'Name a credential with --credential, or let the server open the page to Lorekeep.',
    })
  }
  return new LorekeepError('source-unavailable', `${address} was answered with ${status}.`, {
    hint: gone.has(status) ? 'Check the address.' : 'It is tried again in the next run; the last good copy stays.',
  })
}

function disallowed(address: string): LorekeepError {
  return new LorekeepError('forbidden', `The robots.txt of the server does not allow ${address} to be fetched.`, {
    hint: 'Ask whoever runs the site to allow the user agent Lorekeep, or choose other pages.',
  })
}

function nothingFetched(source: Source, failures: readonly UnreadablePlace[]): LorekeepError {
  const first = failures[0]
  return new LorekeepError(
    'source-unavailable',
    `No page of the source ${JSON.stringify(source.name)} could be fetched. ${first?.reason ?? ''}`.trimEnd(),
    { hint: first?.hint ?? 'Check the addresses and the connection.', problems: failures.map(({ reason }) => reason) },
  )
}

function nothingLeft(source: Source, pages: number): LorekeepError {
  const name = JSON.stringify(source.name)
  return new LorekeepError('conflict', `The source ${name} has no page now, but had ${pages}. Nothing was changed.`, {
    hint: `If they are really gone, run: lorekeep source remove ${name}`,
  })
}
