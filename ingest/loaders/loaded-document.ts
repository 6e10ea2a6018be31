import type { ErrorCode } from '../../src/domain/errors.ts'
import type { PageStart } from '../../src/domain/documents/page-start.ts'
import type { Language } from '../../src/domain/language.ts'
import type { DeclaredLabels } from '../labels/declared-labels.ts'
import type { Reading } from './reading.ts'

/** What a file says, whatever its format. */
export interface LoadedDocument {
  /** The extracted text. Every offset of the document refers to it, in UTF-16 code units. */
  readonly text: string
  /**
   * The pieces that carry content: in order, never overlapping, never empty, each the literal
   * `text.slice(start, end)`. What lies between them (comments, rules, blank lines) is not content.
   */
  readonly blocks: readonly Block[]
  /** Every page in order, pages without text included; empty for formats without pages. */
  readonly pages: readonly PageStart[]
  /** The title that the document gives itself. */
  readonly title?: string
  /** The language that the document says it is in. */
  readonly language?: Language
  /** What a person should know although the file could be read, such as pages that hold no text. */
  readonly warnings?: readonly string[]
  /** The labels that the file itself declares. */
  readonly declared?: DeclaredLabels
}

export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'list' | 'table' | 'code' | 'quote'
  readonly start: number
  readonly end: number
  /** For headings: 1 for the outermost to 6. */
  readonly level?: number
  /** For headings: what they say, without markup. */
  readonly headingText?: string
}

/** A file to load: its bytes, and the path that messages name and that tells the format. */
export interface FileContent {
  readonly bytes: Uint8Array
  readonly path: string
  /** When the file was last changed, in ms since the epoch; tells the time of files inside it that have none. */
  readonly modifiedAt?: number
}

/**
 * Reads one format.
 * @throws LorekeepError `document-unreadable` for a file that is damaged, protected or holds no text
 */
export type Loader = (file: FileContent, reading?: Reading) => Promise<LoadedDocument>

/** A file that was held by another one, as it lies in the folder it was unpacked into. */
export interface UnpackedFile {
  /** Relative to that folder, with `/` between parts; never leads out of it. */
  readonly path: string
  readonly bytes: number
  /** In ms since the epoch; the container's own time where the container does not say. */
  readonly modifiedAt: number
  /** Why the file could not be taken out although it could have been read. It is not in the folder then. */
  readonly failure?: UnpackFailure
}

export interface UnpackFailure {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
}

/**
 * Writes the files that an archive or a mail holds into an empty folder.
 * @throws LorekeepError `document-unreadable`, or `too-large` when they would exceed the limits
 */
export type Unpacker = (file: FileContent, folder: string) => Promise<readonly UnpackedFile[]>
