import { messageOf } from '../../src/domain/errors.ts'
import type { FileResult, IngestEvent, IngestReport } from '../../src/domain/ingest/ingest-report.ts'
import type { IngestProgress, IngestRun } from '../../src/domain/ingest/ingest-run.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { IngestRuns } from '../../src/ports/ingest-runs.ts'
import type { Log } from '../../src/ports/log.ts'
import type { RunChannel } from './run-channel.ts'

export interface RecordRunParts {
  readonly runs: IngestRuns
  readonly clock: Clock
  readonly log: Log
}

/** How a run ended: with a report, or with the reason that it has none. */
export type RunEnd =
  | { readonly status: 'succeeded'; readonly report: IngestReport }
  | { readonly status: 'failed' | 'cancelled'; readonly error: NonNullable<IngestRun['error']> }

/** Writes down one run while it goes on. */
export interface RunRecorder {
  note(event: IngestEvent): void
  /** Says that it waits for another one. */
  waits(): void
  /** Writes what is still to be written, and the end. */
  finish(end: RunEnd): Promise<void>
}

/** Progress is told no more often than this. */
const tellEveryMs = 500
/** A sign of life is given at least this often, and wishes to cancel are heard. */
const signOfLifeMs = 5000

/**
 * Keeps a run's progress and files in the store, in batches, and tells them to the channel. While the
 * store cannot be written the run goes on, and what is missing is written later.
 * @param onCancel called when somebody asked for the run to be cancelled
 */
export function recordRun(
  { runs, clock, log }: RecordRunParts,
  run: IngestRun,
  channel: RunChannel,
  onCancel: () => void,
): RunRecorder {
  let progress = run.progress
  let told = progress
  let toldAt = clock()
  const waiting: FileResult[] = []
  let telling: Promise<void> | undefined
  const failuresNoted = new Set<string>()
  channel.publish({ type: 'progress', progress })
  const timer = setInterval(() => {
    telling ??= tell().finally(() => {
      telling = undefined
    })
  }, tellEveryMs)

  async function tell(): Promise<void> {
    if (progress === told && waiting.length === 0 && clock() - toldAt < signOfLifeMs) return
    if (progress !== told) channel.publish({ type: 'progress', progress })
    told = progress
    toldAt = clock()
    try {
      await writeFiles()
      const { isCancelRequested } = await runs.progress(run.id, told)
      if (isCancelRequested) onCancel()
    } catch (error) {
      log.warn('ingest.run-not-recorded', { run: run.id, reason: messageOf(error) })
    }
  }

  async function writeFiles(): Promise<void> {
    const batch = [...waiting]
    if (batch.length === 0) return
    await runs.addFiles(run.id, batch)
    waiting.splice(0, batch.length)
  }

  function noteFile(result: FileResult): void {
    if (result.outcome === 'failed') failuresNoted.add(result.path)
    if (result.outcome === 'unchanged' && result.warning === undefined) return
    waiting.push(result)
    channel.publish({ type: 'file', result })
  }

  return {
    note(event) {
      progress = progressAfter(progress, event)
      if (event.type === 'file') noteFile(event.result)
    },

    waits() {
      progress = { ...progress, phase: 'waiting' }
    },

    async finish(end) {
      clearInterval(timer)
      await telling
      if (end.status === 'succeeded') {
        // A folder that could not be looked into is a failure of no file that was found.
        for (const failure of end.report.failures) if (!failuresNoted.has(failure.path)) noteFile(failure)
      }
      const finishedAt = clock()
      await writeFiles()
      await runs.finish(run.id, { ...end, finishedAt, progress })
      channel.publish({ type: 'over', run: { ...run, ...end, finishedAt, progress } })
    },
  }
}

function progressAfter(progress: IngestProgress, event: IngestEvent): IngestProgress {
  switch (event.type) {
    case 'preparing':
      return { ...progress, phase: 'preparing' }
    case 'fetching':
      return {
        phase: 'fetching',
        done: event.done,
        ...(event.total !== undefined && { total: event.total }),
        chunks: 0,
        failed: 0,
      }
    case 'found':
      return { phase: 'reading', done: 0, total: event.files, chunks: 0, failed: 0 }
    case 'file':
      return { phase: 'reading', done: event.done, total: event.total, chunks: event.chunks, failed: event.failed }
    case 'publishing':
      return { ...progress, phase: 'publishing' }
    case 'finished':
      return progress
  }
}
