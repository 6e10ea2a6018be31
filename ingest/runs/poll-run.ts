import { setTimeout as sleep } from 'node:timers/promises'
import { LorekeepError } from '../../src/domain/errors.ts'
import type { FileResult } from '../../src/domain/ingest/ingest-report.ts'
import type { IngestRuns } from '../../src/ports/ingest-runs.ts'
import type { RunNews } from './run-channel.ts'

const pollEveryMs = 1000
const filesAtOnce = 200

/** The news of a run that another process carries out, from what that process writes into the store. */
export async function* pollRun(
  runs: IngestRuns,
  runId: string,
  signal: AbortSignal,
): AsyncGenerator<RunNews, void, undefined> {
  let seen = (await runs.files(runId, { limit: 1, offset: 0 })).total
  let before = ''
  while (!signal.aborted) {
    // Asked before the files: those of a run that is over are all there then.
    const run = await runs.get(runId)
    if (run === undefined) throw unknownRun(runId)
    for await (const result of filesFrom(runs, runId, seen)) {
      seen += 1
      yield { type: 'file', result }
    }
    const now = JSON.stringify(run.progress)
    if (now !== before) yield { type: 'progress', progress: run.progress }
    before = now
    if (run.status !== 'running') {
      yield { type: 'over', run }
      return
    }
    await sleep(pollEveryMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
  }
}

async function* filesFrom(runs: IngestRuns, runId: string, from: number): AsyncGenerator<FileResult> {
  for (let offset = from; ; offset += filesAtOnce) {
    const { files } = await runs.files(runId, { limit: filesAtOnce, offset, order: 'arrival' })
    yield* files
    if (files.length < filesAtOnce) return
  }
}

export function unknownRun(runId: string): LorekeepError {
  return new LorekeepError('not-found', `There is no run ${runId}.`, {
    hint: 'The last twenty runs of each source are kept. List them with "lorekeep runs" or GET /api/v1/jobs.',
  })
}
