import type { ErrorCode } from '../errors.ts'
import type { IngestReport } from './ingest-report.ts'

/** What set an ingest going. */
export type IngestTrigger = 'command' | 'request' | 'schedule' | 'start'

/** What a run is busy with. `waiting` is for another run, `fetching` for the files of a source elsewhere. */
export type IngestPhase = 'waiting' | 'preparing' | 'fetching' | 'reading' | 'publishing'

/** `interrupted` is a run whose process ended without saying so. */
export type IngestRunStatus = 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted'

/** How far a run has come. */
export interface IngestProgress {
  readonly phase?: IngestPhase
  /** Files that are done; while fetching, what has been fetched. */
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

/** A run that gives no sign of life for this long counts as interrupted. */
export const interruptedAfterMs = 2 * 60 * 1000

/** How many runs of a source are remembered. */
export const runsKeptPerSource = 20

/** The run as it is to be read now: one whose process fell silent was interrupted when it was last heard of. */
export function asReadAt(now: number, run: IngestRun, heardOfAt: number): IngestRun {
  if (run.status !== 'running' || now - heardOfAt < interruptedAfterMs) return run
  return { ...run, status: 'interrupted', finishedAt: heardOfAt }
}
