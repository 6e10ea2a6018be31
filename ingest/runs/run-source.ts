import { setTimeout as pause } from 'node:timers/promises'
import { LorekeepError, messageOf } from '../../src/domain/errors.ts'
import type { IngestEvent, IngestReport } from '../../src/domain/ingest/ingest-report.ts'
import type { IngestRun, IngestTrigger } from '../../src/domain/ingest/ingest-run.ts'
import type { NewId } from '../../src/ports/clock.ts'
import type { Ingest, IngestRequest } from '../ingest.ts'
import { pollRun, unknownRun } from './poll-run.ts'
import { recordRun, type RecordRunParts, type RunEnd } from './record-run.ts'
import { createRunChannel, type RunChannel, type RunNews } from './run-channel.ts'

export interface RunRequest extends IngestRequest {
  readonly trigger: IngestTrigger
}

/** A run that has begun. */
export interface StartedRun {
  readonly run: IngestRun
  /** Rejects with what the ingest failed with, once that is recorded. */
  readonly report: Promise<IngestReport>
}

/** Every ingest is a run that can be watched while it goes on and looked up afterwards. */
export interface SourceRuns {
  /** Begins an ingest for somebody who waits for it. */
  begin(request: RunRequest, onEvent: (event: IngestEvent) => void, signal: AbortSignal): Promise<StartedRun>
  /**
   * Begins an ingest that nobody waits for, after those that are under way, here and elsewhere.
   * @throws LorekeepError `conflict` when the source is being ingested already
   */
  submit(request: RunRequest): Promise<IngestRun>
  /** `begin` for callers that only want to ingest. */
  ingestAs(trigger: IngestTrigger): Ingest
  /**
   * What happens to a run, until it is over or the signal aborts: at once where this process carries
   * it out, else as its own process writes it down.
   * @throws LorekeepError `not-found`
   */
  follow(runId: string, signal: AbortSignal): AsyncGenerator<RunNews, void, undefined>
  /**
   * Cancels a run of this process; asks the process of any other one to, which hears it within seconds.
   * @throws LorekeepError `not-found`, `conflict` when the run is over
   */
  cancel(runId: string, actor: string): Promise<void>
  /** Cancels every run of this process and waits until that is recorded. */
  close(): Promise<void>
}

export interface SourceRunsParts extends RecordRunParts {
  readonly ingest: Ingest
  readonly newId: NewId
}

interface LiveRun {
  readonly channel: RunChannel
  readonly report: Promise<IngestReport>
  stop(reason: LorekeepError): void
}

/** How soon an ingest that nobody waits for tries again where another process is at work on the index. */
const triedAgainMs = 500
const goOnHint = 'Start it again to go on; what was already read stays.'

export function createSourceRuns(parts: SourceRunsParts): SourceRuns {
  const { runs, ingest, clock, newId, log } = parts
  const live = new Map<string, LiveRun>()
  /** Sources whose run is about to begin. */
  const beginning = new Set<string>()

  async function begin(
    request: RunRequest,
    onEvent: (event: IngestEvent) => void,
    signal: AbortSignal,
    after?: readonly Promise<unknown>[],
  ): Promise<StartedRun> {
    const { trigger, ...asked } = request
    const run: IngestRun = {
      id: newId(),
      source: asked.source.name,
      actor: asked.actor,
      trigger,
      status: 'running',
      startedAt: clock(),
      progress: { phase: after?.length ? 'waiting' : 'preparing', done: 0, chunks: 0, failed: 0 },
    }
    await runs.begin(run)
    const stopping = new AbortController()
    const either = AbortSignal.any([signal, stopping.signal])
    const stop = (reason: LorekeepError) => stopping.abort(reason)
    const channel = createRunChannel()
    const recorder = recordRun(parts, run, channel, () =>
      stop(new LorekeepError('cancelled', 'The run was cancelled on request.', { hint: goOnHint })),
    )

    async function carryOut(): Promise<IngestReport> {
      const report = await ingestAfterOthers().catch(async (error: unknown) => {
        const failure = either.aborted && either.reason instanceof LorekeepError ? either.reason : error
        await recorder.finish(endOf(failure, either)).catch((unrecorded: unknown) => {
          log.error('ingest.run-not-recorded', { run: run.id, reason: messageOf(unrecorded) })
        })
        throw failure
      })
      await recorder.finish({ status: 'succeeded', report })
      return report
    }

    async function ingestAfterOthers(): Promise<IngestReport> {
      const note = (event: IngestEvent) => {
        recorder.note(event)
        onEvent(event)
      }
      await untilSettled(after ?? [], either)
      for (let isFirst = true; ; isFirst = false) {
        either.throwIfAborted()
        try {
          return await ingest(asked, note, either)
        } catch (error) {
          if (after === undefined || !isInTheWay(error)) throw error
        }
        recorder.waits()
        if (isFirst) log.info('ingest.waiting', { run: run.id, source: run.source })
        await pause(triedAgainMs, undefined, { signal: either }).catch(() => undefined)
      }
    }

    const report = carryOut().finally(() => live.delete(run.id))
    // Its failure is recorded; whoever awaits the report hears of it as well.
    report.catch(() => undefined)
    live.set(run.id, { channel, report, stop })
    return { run, report }
  }

  async function refuseSecond(source: string): Promise<void> {
    const [running] = await runs.running(source)
    if (running === undefined) return
    throw inWork(
      source,
      `Follow that run at /api/v1/jobs/${running.id}, or cancel it. A run whose process has died counts as interrupted after two minutes.`,
    )
  }

  return {
    begin: (request, onEvent, signal) => begin(request, onEvent, signal),

    async submit(request) {
      const source = request.source.name
      if (beginning.has(source)) throw inWork(source, 'Wait until that run has finished.')
      beginning.add(source)
      try {
        await refuseSecond(source)
        const others = [...live.values()].map(({ report }) => report)
        const { run, report } = await begin(request, () => undefined, new AbortController().signal, others)
        report.catch((error: unknown) => {
          const code = error instanceof LorekeepError ? error.code : 'internal'
          log.warn('ingest.failed', { run: run.id, source, code, ...(code === 'internal' && { error }) })
        })
        return run
      } finally {
        beginning.delete(source)
      }
    },

    ingestAs: (trigger) => async (request, onEvent, signal) => {
      const { report } = await begin({ ...request, trigger }, onEvent, signal)
      return report
    },

    async *follow(runId, signal) {
      const here = live.get(runId)
      yield* here === undefined ? pollRun(runs, runId, signal) : here.channel.read(signal)
    },

    async cancel(runId, actor) {
      const here = live.get(runId)
      if (here !== undefined) {
        here.stop(new LorekeepError('cancelled', `The run was cancelled by ${actor}.`, { hint: goOnHint }))
        return
      }
      const run = await runs.get(runId)
      if (run === undefined) throw unknownRun(runId)
      if (run.status !== 'running') {
        throw new LorekeepError('conflict', `Run ${runId} is over: ${run.status}.`, {
          hint: 'Only a run that goes on can be cancelled.',
        })
      }
      await runs.requestCancel(runId)
    },

    async close() {
      const reason = new LorekeepError('cancelled', 'The service was stopped during the run.', { hint: goOnHint })
      const all = [...live.values()]
      for (const run of all) run.stop(reason)
      await Promise.allSettled(all.map(({ report }) => report))
    },
  }
}

function inWork(source: string, hint: string): LorekeepError {
  return new LorekeepError('conflict', `The source ${JSON.stringify(source)} is being ingested already.`, { hint })
}

/** Whether another process is at work on the index, which an ingest has waited for in vain. */
function isInTheWay(error: unknown): boolean {
  return error instanceof LorekeepError && error.code === 'conflict' && error.retryable
}

async function untilSettled(others: readonly Promise<unknown>[], signal: AbortSignal): Promise<void> {
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await Promise.race([Promise.allSettled(others), aborted])
}

function endOf(failure: unknown, signal: AbortSignal): RunEnd {
  if (failure instanceof LorekeepError) {
    const { code, message, hint } = failure
    const error = { code, message, ...(hint !== undefined && { hint }) }
    return { status: code === 'cancelled' ? 'cancelled' : 'failed', error }
  }
  if (signal.aborted) {
    const message = `The run was given up: ${messageOf(signal.reason)}.`
    return { status: 'cancelled', error: { code: 'cancelled', message, hint: goOnHint } }
  }
  const message = `Something went wrong inside Lorekeep: ${messageOf(failure)}.`
  return {
    status: 'failed',
    error: {
      code: 'internal',
      message,
      hint: 'Run it again. If it happens again, the log of the service has the details.',
    },
  }
}
