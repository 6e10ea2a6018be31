import { createOwnSignal } from './own-signal.ts'

/** A signal that aborts when the caller leaves or when the time is up. */
export interface TimeLimit {
  readonly signal: AbortSignal
  readonly isOver: () => boolean
  /** What is left of the time, in ms. */
  readonly leftMs: () => number
}

/** Gives `work` a signal that aborts with the caller's, and after `milliseconds`; at once where none are left. */
export async function withTimeLimit<T>(
  milliseconds: number,
  caller: AbortSignal,
  work: (limit: TimeLimit) => Promise<T>,
): Promise<T> {
  const own = createOwnSignal(caller)
  const endsAt = performance.now() + milliseconds
  let isOver = false
  const expire = () => {
    isOver = true
    own.abort()
  }
  if (milliseconds <= 0) expire()
  const timer = setTimeout(expire, Math.max(0, milliseconds))
  try {
    return await work({ signal: own.signal, isOver: () => isOver, leftMs: () => endsAt - performance.now() })
  } finally {
    clearTimeout(timer)
    own.end()
  }
}
