import type { ErrorCode } from './errors.ts'
import type { IngestReport } from './ingest-report.ts'

/** What set an ingest going. */
export type IngestTrigger = 'command' | 'request' | 'schedule' | 'start'

/** `interrupted` is a run whose process ended without saying so. */
export type IngestRunStatus = 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted'

/** How far a run has come. */
export interface IngestProgress {
  readonly done: number
  /** Undefined until the files have been counted. */
  readonly total?: number
  readonly chunks: number
  readonly failed: number
}

/** One ingest of one source, running or over. */
export interface IngestRun {
  readonly id: string
  readonly source: string
  readonly actor: string
  readonly trigger: IngestTrigger
  readonly status: IngestRunStatus
  readonly startedAt: number
  readonly finishedAt?: number
  readonly progress: IngestProgress
  /** Once it succeeded. */
  readonly report?: IngestReport
  /** Once it failed or was cancelled. */
  readonly error?: { readonly code: ErrorCode; readonly message: string; readonly hint?: string }
}
