import type { ProcessLock } from '../src/ports/process-lock.ts'

/** How long to wait for others at work before giving up, in milliseconds. */
const patience = {
  /** A person who only just asked is told soon. */
  asked: 10_000,
  /** Work that took long already is not given up as lightly. */
  underway: 60_000,
} as const

/**
 * Works on the index of a data folder while nobody else does. Waits for the others first.
 * @param work gets a signal that aborts when the given one does, or when the lock was lost: from then on
 *   somebody else may be at work, so that it must write nothing more
 * @throws LorekeepError `conflict`, `retryable`, when others take too long; `index-unavailable` when
 *   there is no getting at the lock, or when it was lost
 */
export function holdIndex<T>(
  lock: ProcessLock,
  wait: keyof typeof patience,
  given: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return lock.hold('ingest', patience[wait], (lost) => {
    const signal = AbortSignal.any([given, lost])
    signal.throwIfAborted()
    return work(signal)
  })
}
