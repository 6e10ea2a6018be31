import type { RegisteredDocument } from '../domain/documents/document.ts'
import type { ChunkEntry, ExtractedText } from './document-registry.ts'

/** What a publish in one step did. */
export interface Publication {
  readonly published: number
  readonly removed: number
}

/**
 * Versions that are written but not seen: those that wait to be published all at once, and those of
 * before, kept so that the step can be taken back. One publication of each source is kept.
 */
export interface Staging {
  /** Like the registry's `publish`, but readers see nothing of it yet. */
  stage(document: RegisteredDocument, extracted: ExtractedText, chunks: readonly ChunkEntry[]): Promise<void>
  /** Gives a staged version the labels that its document has now. */
  relabel(document: RegisteredDocument): Promise<void>
  /** The staged version of each document of a source, by id. */
  staged(source: string): Promise<ReadonlyMap<string, string>>
  /** Drops what was staged, but for the documents in `except`; its vectors are retired. */
  discard(source: string, except?: ReadonlySet<string>): Promise<void>
  /**
   * Shows every staged version and takes `removed` out, in one step. What readers saw before is kept
   * for `rollback` until the next publication of the source.
   */
  publishStaged(source: string, removed: readonly string[]): Promise<Publication>
  /**
   * Takes the last publication back, in one step: what it replaced or removed is shown again, what it
   * added is gone. Documents that changed since are left as they are now.
   * @throws LorekeepError `not-found` when nothing is kept
   */
  rollback(source: string): Promise<Publication>
}
