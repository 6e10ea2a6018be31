import { LorekeepError } from '../domain/errors.ts'
import type { IngestRun } from '../domain/ingest/ingest-run.ts'
import { type Problem, problemOf } from './problem.ts'

/** A run for a list: the counts of its report without the files. */
export function jobSummary(run: IngestRun) {
  if (run.report === undefined) return run
  const { failures: _failures, warnings: _warnings, ...report } = run.report
  return { ...run, report }
}

/** Why a run that is over has no report. */
export function problemOfJob({ status, error }: IngestRun): Problem {
  if (error !== undefined) {
    return problemOf(
      new LorekeepError(error.code, error.message, { ...(error.hint !== undefined && { hint: error.hint }) }),
    )
  }
  return problemOf(
    new LorekeepError('internal', `The run ended without a report: ${status}.`, {
      hint: 'Its process was ended before it could finish. Start it again to go on; what was already read stays.',
    }),
  )
}
