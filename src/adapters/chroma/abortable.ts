import { LorekeepError } from '../../domain/errors.ts'

/**
 * Waits for work that takes no signal itself. When the caller gives up, the wait ends at once and
 * the work goes on, its outcome unheard.
 * @throws LorekeepError `cancelled` when the caller gave up
 */
export function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => reject(cancellation(signal))
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

/** The error for a caller who gave up. */
export function cancellation(signal: AbortSignal): LorekeepError {
  return new LorekeepError('cancelled', 'The caller gave up waiting for the vector index.', { cause: signal.reason })
}

/** The error for using the index after it was closed. */
export function indexClosed(): LorekeepError {
  return new LorekeepError('index-unavailable', 'The vector index was closed.', { retryable: false })
}
