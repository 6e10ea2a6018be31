import { setTimeout as pause } from 'node:timers/promises'
import type { Batch, BatchProgress } from '../domain/batch/batch.ts'
import type { SettleLeftBehind } from './later/settle-left-behind.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { BatchStore } from '../ports/batch-store.ts'
import type { Log } from '../ports/log.ts'

export interface WatchForBatchesParts {
  readonly batches: Pick<BatchStore, 'toTake' | 'take' | 'get'>
  readonly runner: string
  /** What this process carries out. */
  readonly here: ReadonlySet<string>
  readonly run: (
    batch: Batch,
    whenStopped: 'waiting',
    onProgress: (progress: BatchProgress) => void,
    signal: AbortSignal,
  ) => Promise<Batch>
  readonly settleLeftBehind: SettleLeftBehind
  readonly log: Log
}

/** Two, so that a short batch does not wait for the whole of a long one. */
const batchesAtOnce = 2
const lookedForEveryMs = 1000
const settledEveryMs = 30_000

/** Takes up batches that wait, a few at a time, until it is closed. */
export function watchForBatches(parts: WatchForBatchesParts, everyMs = lookedForEveryMs): { close(): Promise<void> } {
  const { batches, runner, here, run, log } = parts
  const stopping = new AbortController()
  const { signal } = stopping
  const underWay = new Set<Promise<unknown>>()

  async function takeUp(): Promise<void> {
    const room = batchesAtOnce - underWay.size
    if (room <= 0) return
    for (const id of await batches.toTake(room)) {
      if (signal.aborted || here.has(id) || !(await batches.take(id, runner))) continue
      const batch = await batches.get(id)
      if (batch === undefined) continue
      const ended = run(batch, 'waiting', () => undefined, signal)
        .catch((error: unknown) => log.error('batch.not-recorded', { batch: id, error }))
        .finally(() => underWay.delete(ended))
      underWay.add(ended)
    }
  }

  /** Beside the batches: a provider that is slow to answer holds up nothing else. */
  async function settle(): Promise<void> {
    while (!signal.aborted) {
      await parts.settleLeftBehind(signal).catch((error: unknown) => {
        if (!signal.aborted) log.error('batch.not-settled', { error })
      })
      await pause(Math.max(everyMs, settledEveryMs), undefined, { signal }).catch(() => undefined)
    }
  }

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      await takeUp().catch((error: unknown) => log.warn('batch.not-taken', { error }))
      await pause(everyMs, undefined, { signal }).catch(() => undefined)
    }
  }

  const watching = Promise.all([watch(), settle()])
  return {
    async close() {
      stopping.abort(new LorekeepError('cancelled', 'The service was stopped.'))
      await watching
      await Promise.all(underWay)
    },
  }
}
