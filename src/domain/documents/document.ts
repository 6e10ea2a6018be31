import type { AccessLabel } from '../access/access-label.ts'
import type { Classification } from '../access/classification.ts'
import type { Language } from '../language.ts'

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
  /** Content hash, title, recipe and embedder id, hashed. */
  readonly version: string
  /** The versions of loader, chunker and analyzer that it was made with. */
  readonly recipe: string
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
  /** How many sensitive values of each kind its text holds. */
  readonly kinds: Readonly<Record<string, number>>
  /** Signature of its text that tells how much it has in common with others; see `text-sketch.ts`. */
  readonly sketch?: string
  /** The id of a document of nearly the same text that took its place. */
  readonly supersededBy?: string
  /** The id of a document of nearly the same text, where neither is known to be newer. */
  readonly similarTo?: string
}

/** What the size and time of a file say about it without opening it. */
export interface FileStamp {
  readonly bytes: number
  /** In ms since the epoch. */
  readonly modifiedAt: number
  /** Hash of everything outside the file that its labels depend on. */
  readonly labelsFingerprint: string
}

/** A file with the content and the labels of another one in its source, which stands for both. */
export interface DuplicateFile extends FileStamp {
  readonly source: string
  readonly path: string
  readonly contentHash: string
  /** The document that is stored. */
  readonly documentId: string
}

/** An archive or a mail, whose files are documents of their own at `<its path>/<path inside>`. */
export interface ContainerFile extends FileStamp {
  readonly source: string
  readonly path: string
  /** Version of the loader that unpacked it. */
  readonly recipe: string
}

/** A file that could not be read, kept so that a person can act on it. */
export interface FailedDocument {
  readonly source: string
  readonly path: string
  readonly code: string
  readonly reason: string
  readonly hint?: string
  readonly failedAt: number
  /**
   * Size and time of the file and the version of the loader that failed on it: while they are the
   * same, it would fail again. Undefined where trying again may help.
   */
  readonly stamp?: string
}
