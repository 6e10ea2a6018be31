import type { FileResult } from '../domain/ingest-report.ts'
import type { IngestProgress, IngestRun } from '../domain/ingest-run.ts'

/** The runs of every source: what a person looks up after the night, and what a page shows while one goes on. */
export interface IngestRuns {
  /** Notes a new run. Older runs of the source beyond the last twenty are forgotten, with their files. */
  begin(run: IngestRun): Promise<void>
  /** Also a sign of life: a run that gives none for two minutes counts as interrupted. */
  progress(runId: string, progress: IngestProgress): Promise<void>
  /** Keeps what became of files; unchanged ones need not be told. */
  addFiles(runId: string, files: readonly FileResult[]): Promise<void>
  finish(
    runId: string,
    outcome: Pick<IngestRun, 'status' | 'finishedAt' | 'progress' | 'report' | 'error'>,
  ): Promise<void>
  get(runId: string): Promise<IngestRun | undefined>
  /** Newest first. */
  list(options: { readonly source?: string; readonly limit: number }): Promise<readonly IngestRun[]>
  /** In order of path. */
  files(
    runId: string,
    options: { readonly limit: number; readonly offset: number },
  ): Promise<{ readonly files: readonly FileResult[]; readonly total: number }>
}
