import type { ReadableLabels } from '../domain/access/access-label.ts'
import type { SearchFilters } from '../domain/documents/passage.ts'
import type { WantedWord } from '../domain/text/wanted-words.ts'

export interface KeywordHit {
  readonly chunkId: string
  /** BM25 (Robertson and Zaragoza 2009) with k1 1.2 and b 0.75; higher is better. */
  readonly score: number
}

/** How rare words are, for weighing them. */
export interface TermStatistics {
  /** Number of chunks in the index. */
  readonly chunks: number
  /** Number of chunks that hold a term, for each term asked for; absent terms have none. */
  readonly frequency: ReadonlyMap<string, number>
}

/** A document whose terms and entries differ, or, without a document, entries that belong to nothing. */
export interface KeywordMismatch {
  readonly documentId?: string
  readonly source?: string
  readonly path?: string
  /** Terms of its chunks, repeats included. */
  readonly expected: number
  readonly found: number
}

/**
 * Full text over the terms that an {@link TextAnalyzer} made. Written by the registry's `publish`
 * and `remove`, in the same step, so that it never shows an unpublished chunk.
 */
export interface KeywordIndex {
  /** Chunks that hold any of the words, may be read and pass the filters, best first. */
  search(
    words: readonly WantedWord[],
    limit: number,
    labels: ReadableLabels,
    filters: SearchFilters,
  ): Promise<readonly KeywordHit[]>
  statistics(terms: readonly string[]): Promise<TermStatistics>
  /** Where the entries are not those of the chunks' terms. Reads the whole index. */
  mismatches(): Promise<readonly KeywordMismatch[]>
  /** Writes every entry anew from the terms that the registry keeps, in one step. */
  rebuild(): Promise<void>
}
