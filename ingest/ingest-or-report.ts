import type { FailedDocument } from '../src/domain/documents/document.ts'
import { LorekeepError } from '../src/domain/errors.ts'
import type { FileResult } from '../src/domain/ingest/ingest-report.ts'
import type { Log } from '../src/ports/log.ts'
import { closeToReaders } from './close-to-readers.ts'
import { failureStampOf } from './failure-stamp.ts'
import { type FileInWork, ingestFile, type IngestFileParts } from './ingest-file.ts'
import type { RunState } from './runs/run-state.ts'
import type { FoundFile } from './sources/readers/source-reader.ts'

export interface ReportingParts extends IngestFileParts {
  readonly log: Log
}

/** Failures that are about this one file; any other ends the run. */
const fileFailures: ReadonlySet<string> = new Set([
  'document-unreadable',
  'path-not-found',
  'too-large',
  'unsupported-media-type',
])

/** Ingests a file, or keeps what is wrong with it where a person finds it. */
export async function ingestOrReport(
  parts: ReportingParts,
  run: RunState,
  work: FileInWork,
  signal: AbortSignal,
): Promise<FileResult> {
  const startedAt = parts.clock()
  try {
    const result = await ingestFile(parts, run, work, signal)
    if (work.known.failure !== undefined) await parts.sourceFiles.clearFailure(run.source.name, work.file.path)
    return { ...result, milliseconds: parts.clock() - startedAt }
  } catch (error) {
    const failed = await reportFailure(parts, run, work.file, error)
    await closeToReaders(parts, run, work)
    return { ...failed, milliseconds: parts.clock() - startedAt }
  }
}

/** Keeps a failure that is about one file. @throws the error, when it is about anything else */
export async function reportFailure(
  parts: ReportingParts,
  run: RunState,
  file: FoundFile,
  error: unknown,
): Promise<FileResult> {
  if (!(error instanceof LorekeepError) || !fileFailures.has(error.code)) throw error
  parts.log.warn('ingest.file-failed', { source: run.source.name, path: file.path, code: error.code })
  const failure: FailedDocument = {
    source: run.source.name,
    path: file.path,
    code: error.code,
    reason: error.message,
    ...(error.hint !== undefined && { hint: error.hint }),
    failedAt: parts.clock(),
    ...(!error.retryable && { stamp: failureStampOf(file) }),
  }
  if (error.retryable) run.passing += 1
  await parts.sourceFiles.recordFailure(failure)
  return repeatFailure(failure)
}

/** What is said of a file that failed before and would fail again. */
export function repeatFailure({ path, code, reason, hint }: FailedDocument): FileResult {
  return { path, outcome: 'failed', chunks: 0, code, reason, ...(hint !== undefined && { hint }) }
}
