import type { TokenVectors } from '../domain/vectors/token-vectors.ts'

/** Token vectors of one text, by what they were made with and by the hash that a chunk gives as its `embeddingHash`. */
export interface TokenVectorRecord {
  readonly madeWith: string
  readonly embeddingHash: string
  readonly tokens: TokenVectors
}

/**
 * The token vectors of chunks, kept by what they were made with and by the hash of what they were made from, so that
 * unchanged chunks keep theirs in a new version of their document.
 */
export interface TokenVectorStore {
  /** Of these chunks, those made with what the live index was made with, as far as they are there and of the present kind. */
  of(chunkIds: readonly string[]): Promise<ReadonlyMap<string, TokenVectors>>
  /** Writes, or overwrites what was there. */
  put(records: readonly TokenVectorRecord[]): Promise<void>
  /** Those of the hashes that have some. */
  known(madeWith: string, embeddingHashes: readonly string[]): Promise<ReadonlySet<string>>
  /** How many of its chunks have none, for each published document where some have none. */
  missing(madeWith: string): Promise<ReadonlyMap<string, number>>
  /** How many belong to no chunk, or were made with something else than what is `inUse`. */
  leftOver(inUse: readonly string[]): Promise<number>
  /** Deletes those. To be called only while nobody writes ahead of a publication, under the ingest lock. */
  sweep(inUse: readonly string[]): Promise<void>
}
