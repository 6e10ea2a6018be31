import { setTimeout as wait } from 'node:timers/promises'
import { LorekeepError } from '../../domain/errors.ts'
import { type Patience, retryPause } from '../../domain/time/retry-pause.ts'

/** Does something again while it fails in a way that may pass. Gives up at once when the signal aborts. */
export async function tryAgain<T>(patience: Patience, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      const pause = error instanceof LorekeepError ? retryPause(error, attempt, patience) : undefined
      if (pause === undefined || signal.aborted) throw error
      // A pause that is cut short is followed by an attempt that fails with the reason.
      await wait(pause, undefined, { signal }).catch(() => {})
    }
  }
}
