import type { AccessLabel, ReadableLabels } from '../domain/access-label.ts'
import type { Chunk } from '../domain/chunk.ts'
import type { DocumentLabels, FailedDocument, RegisteredDocument } from '../domain/document.ts'
import type { Passage } from '../domain/passage.ts'
import type { Source } from '../domain/source.ts'
import type { EmbedderIdentity } from './embedder.ts'

/** A chunk with the terms that the keyword index keeps for it. */
export interface ChunkEntry {
  readonly chunk: Chunk
  readonly terms: readonly string[]
}

/** Where a page begins in the extracted text. */
export interface PageStart {
  readonly page: number
  readonly start: number
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
  removeSource(name: string): Promise<void>

  /** Says that vectors of a version are about to be written, so that a crash leaves a trace to clean up. */
  announce(version: string): Promise<void>
  /** Makes a version the one that readers see, with its keyword entries, in one step; retires the one before. */
  publish(document: RegisteredDocument, extracted: ExtractedText, chunks: readonly ChunkEntry[]): Promise<void>
  /** Changes labels in one step; effective for the next question. The vectors' labels stay marked as stale until `labelsWritten`. */
  relabel(documentId: string, labels: DocumentLabels, labelsFingerprint: string): Promise<void>
  staleLabels(): Promise<readonly RegisteredDocument[]>
  labelsWritten(documentId: string): Promise<void>
  /** Records that an unchanged file has a new time stamp or label files, so that the next run need not read it. */
  touch(documentId: string, modifiedAt: number, labelsFingerprint: string): Promise<void>
  /** Takes a document out in one step; its vectors are retired. Unknown ids are no error. */
  remove(documentIds: readonly string[]): Promise<void>
  /** Versions whose vectors are to be deleted: announced but never published, or retired. */
  retiredVersions(): Promise<readonly string[]>
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
  /** The published, readable ones among the chunks, in the order asked; scores are 0. */
  passages(chunkIds: readonly string[], labels: ReadableLabels): Promise<readonly Passage[]>
  /** The text of a document's published version, or of an earlier one that is still kept. */
  extracted(documentId: string, version: string): Promise<ExtractedText | undefined>
  /** Every access label that a published document carries. */
  labelsInUse(): Promise<readonly AccessLabel[]>
  /** The published version of each of the documents that still exist. */
  versions(documentIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  counts(): Promise<{ readonly documents: number; readonly chunks: number; readonly failures: number }>

  recordFailure(failure: FailedDocument): Promise<void>
  clearFailures(source: string, paths: readonly string[]): Promise<void>
  failures(source?: string): Promise<readonly FailedDocument[]>

  /** What the vectors in the index were made with; undefined before the first ingest. */
  indexIdentity(): Promise<EmbedderIdentity | undefined>
  setIndexIdentity(identity: EmbedderIdentity): Promise<void>
}
