/** What became of one file. */
export type FileOutcome = 'added' | 'changed' | 'relabelled' | 'unchanged' | 'failed'

export interface FileResult {
  readonly path: string
  readonly outcome: FileOutcome
  readonly chunks: number
  readonly code?: string
  readonly reason?: string
  readonly hint?: string
  /** Something a person should know although the file was ingested. */
  readonly warning?: string
}

/** What happens during an ingest, in order. */
export type IngestEvent =
  | { readonly type: 'preparing'; readonly what: string }
  | { readonly type: 'found'; readonly files: number; readonly skipped: number }
  | {
      readonly type: 'file'
      readonly done: number
      readonly total: number
      readonly chunks: number
      readonly result: FileResult
    }
  | { readonly type: 'finished'; readonly report: IngestReport }

/** The sum of an ingest. `added + changed + relabelled + unchanged + failed === files`. */
export interface IngestReport {
  readonly source: string
  readonly files: number
  readonly added: number
  readonly changed: number
  readonly relabelled: number
  readonly unchanged: number
  readonly failed: number
  readonly removed: number
  /** Files of kinds that no loader reads, and links. */
  readonly skipped: number
  /** Chunks written in this run. */
  readonly chunksWritten: number
  /** Documents and chunks of the whole index afterwards. */
  readonly documentsInIndex: number
  readonly chunksInIndex: number
  readonly failures: readonly FileResult[]
  readonly warnings: readonly FileResult[]
  readonly milliseconds: number
}

export function countOutcomes(results: readonly FileResult[]): Readonly<Record<FileOutcome, number>> {
  const counts = { added: 0, changed: 0, relabelled: 0, unchanged: 0, failed: 0 }
  for (const { outcome } of results) counts[outcome] += 1
  return counts
}
