import type { FileOutcome, FileResult } from '../domain/ingest/ingest-report.ts'
import type { IngestProgress, IngestRun } from '../domain/ingest/ingest-run.ts'

/** Which files of a run are asked for. */
export interface RunFilesRequest {
  readonly limit: number
  readonly offset: number
  readonly outcome?: FileOutcome
  /** By path unless said otherwise. In order of arrival, what was counted once keeps its place. */
  readonly order?: 'path' | 'arrival'
}

/** The runs of every source: what a person looks up after the night, and what a page shows while one goes on. */
export interface IngestRuns {
  /** Notes a new run. Older runs of the source beyond the last twenty are forgotten, with their files. */
  begin(run: IngestRun): Promise<void>
  /**
   * Also a sign of life: a run that gives none for two minutes counts as interrupted. Tells whether
   * somebody has asked for it to be cancelled. A run that is over stays as it is.
   */
  progress(runId: string, progress: IngestProgress): Promise<{ readonly isCancelRequested: boolean }>
  /** Asks whichever process carries out the run to cancel it. */
  requestCancel(runId: string): Promise<void>
  /** Keeps what became of files; unchanged ones need not be told. What is told twice counts as told last. */
  addFiles(runId: string, files: readonly FileResult[]): Promise<void>
  finish(
    runId: string,
    outcome: Pick<IngestRun, 'status' | 'finishedAt' | 'progress' | 'report' | 'error'>,
  ): Promise<void>
  get(runId: string): Promise<IngestRun | undefined>
  /** Newest first. */
  list(options: { readonly source?: string; readonly limit: number }): Promise<readonly IngestRun[]>
  /** The runs that go on now, newest first. */
  running(source?: string): Promise<readonly IngestRun[]>
  files(
    runId: string,
    request: RunFilesRequest,
  ): Promise<{ readonly files: readonly FileResult[]; readonly total: number }>
}
