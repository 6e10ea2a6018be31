import { LorekeepError } from '../../../../src/domain/errors.ts'
import type { Source, SourceOrigin } from '../../../../src/domain/documents/source.ts'
import type { UnreadablePlace } from '../source-reader.ts'
import type { KeptPages } from './kept-pages.ts'
import { pageAddress } from './page-address.ts'
import type { PageScope } from './page-scope.ts'
import type { PoliteGet } from './polite-get.ts'
import type { SitemapEntry } from './read-sitemap.ts'

/** One pass over the pages of a source. */
export interface Crawl {
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

/** Notes a page to be asked for, where it belongs to the source. */
export function want(crawl: Crawl, address: string | undefined, entry?: SitemapEntry): void {
  if (address === undefined || crawl.wanted.has(address)) return
  if (!crawl.scope.includes(address) || crawl.isExcluded(address)) return
  if (crawl.wanted.size <= crawl.origin.maxPages) crawl.wanted.set(address, entry?.lastModified)
  else if (crawl.kept.get(address) !== undefined) crawl.beyond.add(address)
}

export function isStart({ origin }: Crawl, address: string): boolean {
  return origin.start.some((start) => pageAddress(start) === address)
}

/** @throws what is no failure of the place, and the signal's reason once it is aborted */
export function noteFailure(crawl: Crawl, path: string, error: unknown): void {
  crawl.signal.throwIfAborted()
  if (!(error instanceof LorekeepError)) throw error
  fail(crawl, path, error.code, { reason: error.message, ...(error.hint !== undefined && { hint: error.hint }) })
}

export function fail(crawl: Crawl, path: string, code: string, why: Pick<UnreadablePlace, 'reason' | 'hint'>): void {
  crawl.failures.push({ path, code, ...why })
}

/** Reported at a place of its own, since the page itself was read. */
export function failCut(crawl: Crawl, address: string, what: string): void {
  fail(crawl, `${address}#links`, 'too-large', {
    reason: `${what}; further ones were not followed.`,
    hint: 'Name further start pages or sitemaps that lead there.',
  })
}
