import { setTimeout as wait } from 'node:timers/promises'
import { LorekeepError } from '../../domain/errors.ts'

export interface Patience {
  readonly attempts: number
  /** The longest pause before the second attempt, in ms; doubled before each further one. */
  readonly firstPauseMs: number
}

/**
 * Does something again while it fails in a way that may pass, with random pauses that grow ("full jitter", Brooker 2015,
 * AWS Architecture Blog). Gives up at once when the signal aborts.
 */
export async function tryAgain<T>(patience: Patience, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      const mayPass = error instanceof LorekeepError && error.retryable
      if (!mayPass || attempt >= patience.attempts || signal.aborted) throw error
    }
    const longestPause = patience.firstPauseMs * 2 ** (attempt - 1)
    // A pause that is cut short is followed by an attempt that fails with the reason.
    await wait(Math.random() * longestPause, undefined, { signal }).catch(() => {})
  }
}
