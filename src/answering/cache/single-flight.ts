import { LorekeepError } from '../../domain/errors.ts'

/** The way of one question among others that are asked at the same time. */
export interface Flight {
  /**
   * Waits while somebody else is answering the same question. Whoever comes first is let through at once, and holds the
   * others up until it has ended; where it failed, the next of them takes its place.
   * @returns whether somebody else answered meanwhile, so that the answer may be remembered by now
   * @throws LorekeepError `cancelled` when the signal comes first
   */
  waitFor(key: string, signal: AbortSignal): Promise<boolean>
  /** Lets go of those who wait, if any do. */
  end(outcome: FlightEnd): void
}

/** `failed`: there is no answer, and somebody else has to try. */
export type FlightEnd = 'answered' | 'failed'

/** Lets one of several that ask the same do the work, in this process. */
export type SingleFlight = () => Flight

export function createSingleFlight(): SingleFlight {
  const leaders = new Map<string, Promise<FlightEnd>>()
  return () => {
    let land: ((end: FlightEnd) => void) | undefined
    return {
      async waitFor(key, signal) {
        for (let leader = leaders.get(key); leader !== undefined; leader = leaders.get(key)) {
          if ((await unlessCancelled(leader, signal)) === 'answered') return true
        }
        const ended = new Promise<FlightEnd>((resolve) => {
          land = (end) => {
            leaders.delete(key)
            resolve(end)
          }
        })
        leaders.set(key, ended)
        return false
      },
      end: (outcome) => land?.(outcome),
    }
  }
}

async function unlessCancelled(leader: Promise<FlightEnd>, signal: AbortSignal): Promise<FlightEnd> {
  let left = () => {}
  const cancelled = new Promise<never>((_, reject) => {
    left = () => reject(new LorekeepError('cancelled', 'The question was cancelled.'))
  })
  if (signal.aborted) left()
  signal.addEventListener('abort', left, { once: true })
  try {
    return await Promise.race([leader, cancelled])
  } finally {
    signal.removeEventListener('abort', left)
  }
}
