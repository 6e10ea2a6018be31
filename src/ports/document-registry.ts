import type { AccessLabel, ReadableLabels } from '../domain/access/access-label.ts'
import type { Chunk } from '../domain/documents/chunk.ts'
import type { DocumentLabels, RegisteredDocument } from '../domain/documents/document.ts'
import type { PageStart } from '../domain/documents/page-start.ts'
import type { Passage, SearchFilters } from '../domain/documents/passage.ts'
import type { Source } from '../domain/documents/source.ts'
import type { IndexIdentity } from '../domain/vectors/embedder-identity.ts'

/** A chunk with the terms that the keyword index keeps for it. */
export interface ChunkEntry {
  readonly chunk: Chunk
  readonly terms: readonly string[]
  /** SHA-256 of the text that its vector was made from: chunks that share it share their vectors. */
  readonly embeddingHash: string
}

/** The text that offsets of a version refer to. */
export interface ExtractedText {
  readonly text: string
  readonly pages: readonly PageStart[]
}

/**
 * The truth about which documents exist, in which version, and who may read them. Readers see a
 * version wholly or not at all.
 */
export interface DocumentRegistry {
  saveSource(source: Source): Promise<void>
  sources(): Promise<readonly Source[]>
  /** With its documents, in every version, and all that is known of its files. */
  removeSource(name: string): Promise<void>

  /** Says that vectors of a version are about to be written, so that a crash leaves a trace to clean up. */
  announce(version: string): Promise<void>
  /** Makes a version the one that readers see, with its keyword entries, in one step; retires the one before. */
  publish(document: RegisteredDocument, extracted: ExtractedText, chunks: readonly ChunkEntry[]): Promise<void>
  /** Changes labels in one step; effective for the next question. The vectors' labels stay marked as stale until `labelsWritten`. */
  relabel(documentId: string, labels: DocumentLabels, labelsFingerprint: string): Promise<void>
  staleLabels(): Promise<readonly RegisteredDocument[]>
  labelsWritten(documentId: string): Promise<void>
  /**
   * Records that an unchanged file has a new time stamp or label files, so that the next run need not read it.
   * @param kinds what its text was found to hold, if it was looked at again
   */
  touch(
    documentId: string,
    modifiedAt: number,
    labelsFingerprint: string,
    kinds?: RegisteredDocument['kinds'],
  ): Promise<void>
  /** Takes a document out in one step; its vectors are retired. Unknown ids are no error. */
  remove(documentIds: readonly string[]): Promise<void>
  /** Versions whose vectors are to be deleted: announced but never published, or retired. */
  retiredVersions(): Promise<readonly string[]>
  /** Versions that readers do not see but whose vectors are to stay: those that wait or are kept. */
  hiddenVersions(): Promise<ReadonlySet<string>>
  vectorsDeleted(versions: readonly string[]): Promise<void>
  /** Takes every document out; sources stay. */
  clear(): Promise<void>

  get(documentId: string, labels: ReadableLabels): Promise<RegisteredDocument | undefined>
  /** Documents in order of source and path; `after` is the id of the last one seen. */
  list(options: {
    readonly labels: ReadableLabels
    readonly source?: string
    readonly limit: number
    readonly offset: number
  }): Promise<{ readonly documents: readonly RegisteredDocument[]; readonly total: number }>
  ofSource(source: string): Promise<readonly RegisteredDocument[]>
  /** Published documents in order of id, `limit` at a time, for going through all of them. */
  page(after: string | undefined, limit: number): Promise<readonly RegisteredDocument[]>
  /** The chunks of a published document, in order, with their terms. */
  chunksOf(documentId: string): Promise<readonly ChunkEntry[]>
  /** The published, readable ones among the chunks, in the order asked; scores are 0. */
  passages(chunkIds: readonly string[], labels: ReadableLabels): Promise<readonly Passage[]>
  /** Which of the chunks are published, may be read and pass the filters. */
  readableAmong(
    chunkIds: readonly string[],
    labels: ReadableLabels,
    filters: SearchFilters,
  ): Promise<ReadonlySet<string>>
  /** The text of a document's published version, or of an earlier one that is still kept. */
  extracted(documentId: string, version: string): Promise<ExtractedText | undefined>
  /** Every access label that a published document carries. */
  labelsInUse(): Promise<readonly AccessLabel[]>
  /** The published version of each of the documents that still exist. */
  versions(documentIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  counts(): Promise<{ readonly documents: number; readonly chunks: number; readonly failures: number }>

  /** A chunk that has a vector in the index for each of the hashes, where there is one. */
  chunksEmbeddedFrom(embeddingHashes: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** The published documents of a source with this content. */
  withContent(source: string, contentHash: string): Promise<readonly RegisteredDocument[]>
  /** Published documents of the same source that may be near-duplicates, by the bands of their sketches. */
  withSketch(source: string, bands: readonly string[]): Promise<readonly RegisteredDocument[]>
  /** Notes what a document is a near-duplicate of, in place of what was noted before. */
  relate(documentId: string, relation: Pick<RegisteredDocument, 'supersededBy' | 'similarTo'>): Promise<void>
  /** Published documents of a source whose near-duplicates have not been looked for since they were written, or since one of them left. */
  unrelated(source: string, limit: number): Promise<readonly RegisteredDocument[]>
  related(documentIds: readonly string[]): Promise<void>

  /** What the vectors in the index were made with; undefined before the first ingest. */
  indexIdentity(): Promise<IndexIdentity | undefined>
  setIndexIdentity(identity: IndexIdentity): Promise<void>
  /** The index that is being built beside the live one, until `swapIndex`. */
  indexBeingBuilt(): Promise<IndexIdentity | undefined>
  /** @param at in ms since the epoch; an index that was being built before is retired then */
  buildIndex(identity: IndexIdentity, at: number): Promise<void>
  /**
   * Makes the index that was built the live one, in one step: documents get the versions given, and
   * their chunks the ids that follow from these. What was staged or kept for a rollback is dropped.
   * @throws LorekeepError `conflict` when no index was built, or a published document has no version in it
   */
  swapIndex(versions: ReadonlyMap<string, string>, at: number): Promise<void>
  /** Collections that no question is searched in any more, with the time they were retired. */
  retiredCollections(): Promise<readonly { readonly collection: string; readonly retiredAt: number }[]>
  collectionDropped(collection: string): Promise<void>
}

/** What the registry knows of the vector index. */
export type IndexRecords = Pick<
  DocumentRegistry,
  | 'indexIdentity'
  | 'setIndexIdentity'
  | 'indexBeingBuilt'
  | 'buildIndex'
  | 'swapIndex'
  | 'retiredCollections'
  | 'collectionDropped'
>
