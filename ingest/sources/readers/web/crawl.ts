import { LorekeepError } from '../../../../src/domain/errors.ts'
import type { Source } from '../../../../src/domain/documents/source.ts'
import { originOf } from '../origin-of.ts'
import type { Refreshed } from '../source-reader.ts'
import { excludedBy } from '../wanted-by.ts'
import { answeredWith, nothingFetched, nothingLeft, redirects } from './crawl-errors.ts'
import { type Crawl, fail, failCut, noteFailure, want } from './crawl-pass.ts'
import type { KeptPage, KeptPages } from './kept-pages.ts'
import { globPathOf, pageAddress } from './page-address.ts'
import { createPageScope } from './page-scope.ts'
import type { PoliteGet } from './polite-get.ts'
import { readSitemap } from './read-sitemap.ts'
import { visitPage } from './visit-page.ts'

const maxSitemaps = 1000
/** How many pages may be lost to a `kill -9`. */
const pagesBetweenWrites = 50

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
    else await visitPage(crawl, address, undefined)
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
      noteFailure(crawl, address, error)
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
    await visitPage(crawl, address, sitemapDate)
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
