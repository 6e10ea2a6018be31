import type { AccessLabel } from './access-label.ts'
import type { Classification } from './classification.ts'
import type { Language } from './language.ts'

/** What people and rules say about a document, apart from its content. */
export interface DocumentLabels {
  readonly title: string
  readonly accessLabel: AccessLabel
  readonly classification: Classification
  readonly language: Language
  /** The day the document took effect, `YYYY-MM-DD`, where one is known. */
  readonly date?: string
  /** Whom to ask about it. */
  readonly owner?: string
}

/** A document as the registry knows it: the published version of one file or page of a source. */
export interface RegisteredDocument extends DocumentLabels {
  /** Derived from source and path, so that the same file keeps its id. */
  readonly id: string
  /** The name of the source that it was found in. */
  readonly source: string
  /** The path relative to the ingested folder with `/` between parts, or the address. */
  readonly path: string
  readonly mediaType: string
  /** Content hash + loader version + chunker version + embedder id, hashed. */
  readonly version: string
  /** SHA-256 of the file's bytes, in hex. */
  readonly contentHash: string
  readonly bytes: number
  /** The file's time of last change, in ms since the epoch. */
  readonly modifiedAt: number
  /** Hash of everything outside the file that its labels were resolved from; a change means: resolve them again. */
  readonly labelsFingerprint: string
  /** When this version was published, in ms since the epoch. */
  readonly ingestedAt: number
  readonly pages?: number
  /** Length of the extracted text, in UTF-16 code units. */
  readonly characters: number
  readonly chunks: number
}

/** A file that could not be read, kept so that a person can act on it. */
export interface FailedDocument {
  readonly source: string
  readonly path: string
  readonly code: string
  readonly reason: string
  readonly hint?: string
  readonly failedAt: number
}
