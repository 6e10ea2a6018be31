import type { ReadableLabels } from '../domain/access/access-label.ts'
import type { DocumentLabels } from '../domain/documents/document.ts'
import type { SearchFilters } from '../domain/documents/passage.ts'

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

/** A record as the engine keeps it, to be compared with what it should be. */
export interface StoredRecord {
  readonly chunkId: string
  readonly version: string
  readonly documentId: string
  readonly accessLabel: string
  readonly classification: string
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
  /** The vectors of these chunks, as far as they are there. */
  vectorsOf(chunkIds: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, Float32Array>>
  /** Every record but for its vector, some at a time, in no order. What is written meanwhile may be missing. */
  scan(signal?: AbortSignal): AsyncIterable<readonly StoredRecord[]>
  /** Changes the labels of a version's records without touching vectors. */
  relabel(version: string, labels: IndexedLabels, signal?: AbortSignal): Promise<void>
  deleteVersions(versions: readonly string[], signal?: AbortSignal): Promise<void>
  count(signal?: AbortSignal): Promise<number>
  /** Drops every record. */
  clear(signal?: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** The indexes of one installation: the live one, and at times one that is being built beside it. */
export interface VectorIndexes {
  /** The one that the registry calls live, whichever that is at the time of each call. */
  readonly live: VectorIndex
  /** The name of the first collection of an installation. */
  readonly firstCollection: string
  /** A collection by name; made when it is first used. */
  open(collection: string, dimension: number): VectorIndex
  /** Deletes a collection with all its vectors. One that is not there is no error. */
  drop(collection: string, signal?: AbortSignal): Promise<void>
}
