import type { Classification } from '../access/classification.ts'
import type { Language } from '../language.ts'

/** What became of one file. A duplicate has the content of another file of its source, which is stored once. */
export const fileOutcomes = ['added', 'changed', 'relabelled', 'unchanged', 'duplicate', 'failed'] as const
export type FileOutcome = (typeof fileOutcomes)[number]

export interface FileResult {
  /** The document's path in its source, or its address. */
  readonly path: string
  readonly outcome: FileOutcome
  /** Chunks written in this run. */
  readonly chunks: number
  /** Of these, the ones whose vectors were taken over from the same text elsewhere in the index. */
  readonly chunksReused?: number
  /** Of these, the ones that the policy keeps from the embedding model: they are found by their words only. */
  readonly chunksWithoutVector?: number
  readonly pages?: number
  /** Length of the extracted text, in UTF-16 code units. */
  readonly characters?: number
  readonly language?: Language
  readonly classification?: Classification
  /** How many sensitive values of each kind its text holds. */
  readonly kinds?: Readonly<Record<string, number>>
  /** For a duplicate: the path that its content is stored under. */
  readonly duplicateOf?: string
  readonly code?: string
  readonly reason?: string
  readonly hint?: string
  /** Something a person should know although the file was ingested. */
  readonly warning?: string
  readonly milliseconds?: number
}

/** What happens during an ingest, in order. */
export type IngestEvent =
  | { readonly type: 'preparing'; readonly what: string }
  /** While the files of a source elsewhere are fetched. */
  | { readonly type: 'fetching'; readonly what: string; readonly done: number; readonly total?: number }
  | { readonly type: 'found'; readonly files: number; readonly skipped: number }
  | {
      readonly type: 'file'
      readonly done: number
      /** Grows when archives and mails turn out to hold more files. */
      readonly total: number
      /** Chunks written so far. */
      readonly chunks: number
      readonly failed: number
      readonly result: FileResult
    }
  /** While what the run prepared becomes visible in one step. */
  | { readonly type: 'publishing'; readonly documents: number }
  | { readonly type: 'finished'; readonly report: IngestReport }

/** The sum of an ingest. The counts of all outcomes together are `files`. */
export interface IngestReport extends Readonly<Record<FileOutcome, number>> {
  readonly source: string
  readonly files: number
  readonly removed: number
  /** Files of kinds that no loader reads, and links. */
  readonly skipped: number
  /** Chunks written in this run. */
  readonly chunksWritten: number
  /** Of these, the ones whose vectors were taken over instead of computed. */
  readonly chunksReused: number
  /** Of these, the ones that the policy keeps from the embedding model; absent where there are none. */
  readonly chunksWithoutVector?: number
  /** Documents and chunks of the whole index afterwards. */
  readonly documentsInIndex: number
  readonly chunksInIndex: number
  /** What names the state that was ingested, such as a Git commit. */
  readonly revision?: string
  readonly failures: readonly FileResult[]
  readonly warnings: readonly FileResult[]
  readonly milliseconds: number
}
