import type { AccessLabel } from '../access/access-label.ts'
import type { Classification } from '../access/classification.ts'
import type { Language } from '../language.ts'
import type { PageStart } from './page-start.ts'

/** A chunk that was found for a question, with what a reader needs to judge it. */
export interface Passage {
  readonly chunkId: string
  readonly documentId: string
  readonly title: string
  /** The document's path relative to the ingested folder, or its address. */
  readonly source: string
  /** The name of the source that the document was found in. */
  readonly sourceName: string
  readonly version: string
  /** The page that it begins on. */
  readonly page?: number
  /** The pages that begin inside it, where they were asked for. */
  readonly laterPages?: readonly PageStart[]
  readonly headingPath: readonly string[]
  /** Literal text of the document. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** 0…1, comparable only within one search. */
  readonly score: number
  readonly language: Language
  readonly classification: Classification
  readonly accessLabel: AccessLabel
  readonly date?: string
  readonly owner?: string
  /** Other paths of the same content in its source. */
  readonly alsoAt?: readonly string[]
  /** The id of a document that took its document's place. */
  readonly supersededBy?: string
  /** The id of a document of nearly the same text. */
  readonly similarTo?: string
}

/** Narrows a search. Every given condition must hold. */
export interface SearchFilters {
  /** A source's name, or one document's path in it. */
  readonly source?: string
  readonly documentId?: string
  /** A file type such as `md`, `pdf` or `xlsx`, or a media type. */
  readonly type?: string
  readonly language?: Language
  readonly classification?: Classification
  /** `YYYY-MM-DD`: only documents dated on this day or later. */
  readonly after?: string
  /** `YYYY-MM-DD`: only documents dated before this day. */
  readonly before?: string
}
