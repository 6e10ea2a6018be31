import { LorekeepError } from '../../src/domain/errors.ts'
import type { ProcessLock } from '../../src/ports/process-lock.ts'

/** A lock in a database that can be made to end the connection. */
export function createLosableLock(): ProcessLock & { lose(): void } {
  let lost = new AbortController()
  return {
    hold: async (_name, _waitMs, work) => {
      lost = new AbortController()
      return work(lost.signal)
    },
    lose: () => lost.abort(new LorekeepError('index-unavailable', 'The lock was lost.', { retryable: true })),
  }
}
