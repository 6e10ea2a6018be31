import { LorekeepError } from '../../../src/domain/errors.ts'

/** Lets so many callers work at a time; the others wait in order of arrival. */
export interface Turns {
  /**
   * Does `work` when it is its turn. The signal that it is given also ends when these turns are closed.
   * @throws LorekeepError `cancelled`, `rate-limited` when too many wait already
   */
  take<T>(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>
  /** Cancels whoever works or waits, and lets nobody in any more. */
  close(): void
}

export function createTurns(size: number, mostWaiting: number): Turns {
  const taken = new Set<AbortController>()
  const waiting: (() => void)[] = []
  let working = 0
  let closed = false

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (working < size) {
        working += 1
        return resolve()
      }
      if (waiting.length >= mostWaiting) return reject(tooManyWaiting(mostWaiting))
      const start = () => {
        signal.removeEventListener('abort', cancel)
        resolve()
      }
      const cancel = () => {
        waiting.splice(waiting.indexOf(start), 1)
        reject(cancelled())
      }
      signal.addEventListener('abort', cancel, { once: true })
      waiting.push(start)
    })
  }

  /** The turn passes to whoever has waited longest. */
  function pass(): void {
    const next = waiting.shift()
    if (next) next()
    else working -= 1
  }

  return {
    async take(work, signal) {
      if (closed || signal?.aborted) throw cancelled()
      const own = new AbortController()
      const end = () => own.abort(cancelled())
      signal?.addEventListener('abort', end, { once: true })
      taken.add(own)
      try {
        await turn(own.signal)
        try {
          return await work(own.signal)
        } finally {
          pass()
        }
      } finally {
        taken.delete(own)
        signal?.removeEventListener('abort', end)
      }
    },
    close() {
      closed = true
      for (const own of taken) own.abort(cancelled())
    },
  }
}

export function cancelled(): LorekeepError {
  return new LorekeepError('cancelled', 'Reading the document was cancelled.')
}

function tooManyWaiting(most: number): LorekeepError {
  return new LorekeepError('rate-limited', `More than ${most} files are waiting to be read.`, {
    hint: 'Hand over fewer files at a time.',
  })
}
