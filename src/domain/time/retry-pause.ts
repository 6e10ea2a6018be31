import type { LorekeepError } from '../errors.ts'

/** How often something is tried, and how long that may take. */
export interface Patience {
  readonly attempts: number
  /** The longest pause before the second attempt, in ms; doubled before each further one. */
  readonly firstPauseMs: number
  /** What asks to be left alone for longer than this, in ms, is not tried again. */
  readonly longestWaitMs: number
}

/**
 * How long to wait, in ms, before something that failed is tried again; undefined where it is not to be: its error says
 * that trying helps nothing, it was tried often enough, or it asks for more patience than there is. Pauses are random and
 * grow ("full jitter", Brooker 2015, AWS Architecture Blog), on top of what the error asks for.
 * @param attempt the number of the attempt that failed, from 1
 * @param random from 0…1
 */
export function retryPause(
  error: LorekeepError,
  attempt: number,
  patience: Patience,
  random: () => number = Math.random,
): number | undefined {
  if (!error.retryable || attempt >= patience.attempts) return undefined
  const wait = (error.retryAfterMs ?? 0) + random() * patience.firstPauseMs * 2 ** (attempt - 1)
  return wait > patience.longestWaitMs ? undefined : wait
}
