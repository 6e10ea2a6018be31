import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * For work that is done synchronously piece by piece, whose promises therefore resolve before anything else
 * in the process gets a turn.
 * @param longestMs after how long others get one
 * @returns to be awaited before each piece
 */
export function createTurns(longestMs: number): () => Promise<void> {
  let since: number | undefined
  return async () => {
    if (since === undefined) {
      since = performance.now()
      setImmediate(() => (since = undefined))
    } else if (performance.now() - since > longestMs) await nextTurn()
  }
}
