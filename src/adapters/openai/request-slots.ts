import { LorekeepError } from '../../domain/errors.ts'

type Purpose = 'query' | 'document'

/** Lets a few requests run at a time; queries that wait go ahead of documents that wait. */
export class RequestSlots {
  readonly #waiting: Record<Purpose, Set<() => void>> = { query: new Set(), document: new Set() }
  #free: number

  constructor(slots: number) {
    this.#free = slots
  }

  /**
   * Runs the work when it gets a slot, and gives and throws what it gives and throws.
   * @throws LorekeepError `cancelled` when the signal aborts before
   */
  async run<T>(purpose: Purpose, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await this.#turn(this.#waiting[purpose], signal)
    try {
      return await work()
    } finally {
      this.#passOn()
    }
  }

  async #turn(queue: Set<() => void>, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        queue.delete(start)
        reject(new LorekeepError('cancelled', 'The embedding was cancelled.'))
      }
      const start = (): void => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      queue.add(start)
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  #passOn(): void {
    for (const queue of [this.#waiting.query, this.#waiting.document]) {
      for (const start of queue) {
        queue.delete(start)
        start()
        return
      }
    }
    this.#free++
  }
}
