import { LorekeepError } from '../../../domain/errors.ts'

/**
 * Waits for work that others may be waiting for too: when this caller's signal aborts, only this caller stops waiting.
 * @throws LorekeepError `cancelled`; and what the work throws
 */
export async function whileWanted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  throwIfUnwanted(signal)
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(cancelled(signal))
    signal.addEventListener('abort', stop, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** @throws LorekeepError `cancelled` when the signal has aborted */
export function throwIfUnwanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled(signal)
}

/** The error of work that its caller gave up. */
export function cancelled(signal?: AbortSignal): LorekeepError {
  return new LorekeepError('cancelled', 'The work of the model was cancelled.', { cause: signal?.reason })
}
