import type { ReadableLabels } from '../domain/access-label.ts'
import type { DocumentLabels } from '../domain/document.ts'
import type { SearchFilters } from '../domain/passage.ts'

/** What the engine keeps beside a vector so that it can filter inside. */
export interface IndexedLabels extends Pick<DocumentLabels, 'accessLabel' | 'classification' | 'language' | 'date'> {
  readonly documentId: string
  readonly sourceName: string
  readonly path: string
  readonly mediaType: string
}

export interface VectorRecord {
  readonly chunkId: string
  readonly version: string
  readonly vector: Float32Array
  readonly labels: IndexedLabels
}

export interface VectorHit {
  readonly chunkId: string
  /** Cosine, −1…1. */
  readonly similarity: number
}

/**
 * Nearest neighbours over chunk vectors. Holds vectors of versions that are published, and for a
 * while of versions about to be published or just retired: the registry alone says which count.
 * Every method throws LorekeepError `index-unavailable` when the engine cannot be reached.
 */
export interface VectorIndex {
  /** Writes or overwrites; acknowledged records survive a crash. */
  upsert(records: readonly VectorRecord[], signal?: AbortSignal): Promise<void>
  /** The nearest records that may be read and pass the filters, best first. */
  search(
    vector: Float32Array,
    limit: number,
    labels: ReadableLabels,
    filters: SearchFilters,
    signal?: AbortSignal,
  ): Promise<readonly VectorHit[]>
  /** Changes the labels of a version's records without touching vectors. */
  relabel(version: string, labels: IndexedLabels, signal?: AbortSignal): Promise<void>
  deleteVersions(versions: readonly string[], signal?: AbortSignal): Promise<void>
  count(signal?: AbortSignal): Promise<number>
  /** Drops every record. */
  clear(signal?: AbortSignal): Promise<void>
  close(): Promise<void>
}
