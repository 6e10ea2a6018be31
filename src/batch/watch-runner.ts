import { LorekeepError } from '../domain/errors.ts'
import type { BatchStore } from '../ports/batch-store.ts'
import type { Log } from '../ports/log.ts'

const signOfLifeMs = 2000

/** A batch in work: its runner gives signs of life and hears whether it is to stop. */
export interface WatchedRunner {
  /** Aborted with the caller's, when the batch is to be cancelled, and when another process has taken it over. */
  readonly signal: AbortSignal
  isCancelled(): boolean
  close(): void
}

export function watchRunner(
  batches: Pick<BatchStore, 'alive'>,
  id: string,
  runner: string,
  signal: AbortSignal,
  log: Log,
  everyMs = signOfLifeMs,
): WatchedRunner {
  const stopping = new AbortController()
  let isCancelled = false
  async function giveSign(): Promise<void> {
    const { isRunner, isCancelRequested } = await batches.alive(id, runner)
    if (!isRunner) stopping.abort(new LorekeepError('conflict', `Another process has taken over batch ${id}.`))
    if (!isCancelRequested) return
    isCancelled = true
    stopping.abort(new LorekeepError('cancelled', 'The batch was cancelled on request.'))
  }
  const timer = setInterval(() => {
    giveSign().catch((error: unknown) => log.warn('batch.sign-of-life-failed', { batch: id, error }))
  }, everyMs)
  return {
    signal: AbortSignal.any([signal, stopping.signal]),
    isCancelled: () => isCancelled,
    close: () => clearInterval(timer),
  }
}
