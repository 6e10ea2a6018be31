import { setTimeout as pause } from 'node:timers/promises'
import type { Ask } from '../answering/ask-request.ts'

/** Who asks for himself goes before questions that nobody waits for. */
export interface Precedence {
  /** Lets the questions of `ask` go first. */
  first(ask: Ask): Ask
  /** Resolves when no such question is under way, or after having waited long enough. */
  quiet(signal: AbortSignal): Promise<void>
}

/** A service that is never quiet must not hold up a batch for ever. */
const longestWaitMs = 30_000

export function createPrecedence(longestMs = longestWaitMs): Precedence {
  const underWay = new Set<Promise<unknown>>()
  return {
    first: (ask) => (request, principal, emit, signal) => {
      const answer = ask(request, principal, emit, signal)
      const over = () => void underWay.delete(ended)
      const ended: Promise<void> = answer.then(over, over)
      underWay.add(ended)
      return answer
    },
    async quiet(signal) {
      if (underWay.size === 0) return
      const enough = new AbortController()
      const either = AbortSignal.any([signal, enough.signal])
      const waited = pause(longestMs, undefined, { signal: either }).catch(() => undefined)
      const allEnded = async () => {
        while (underWay.size > 0 && !either.aborted) await Promise.race([...underWay, waited])
      }
      await Promise.race([allEnded(), waited])
      enough.abort()
      signal.throwIfAborted()
    },
  }
}
