import { setImmediate } from 'node:timers/promises'

/** Lets one piece of work at a time through, urgent ones first, and the event loop have its turn between two. */
export class PriorityGate {
  readonly #urgent: (() => void)[] = []
  readonly #patient: (() => void)[] = []
  #busy = false

  /** Runs the work when its turn comes; gives and throws what it gives and throws. */
  async run<T>(urgent: boolean, work: () => T | Promise<T>): Promise<T> {
    if (this.#busy) await new Promise<void>((resolve) => (urgent ? this.#urgent : this.#patient).push(resolve))
    this.#busy = true
    try {
      return await work()
    } finally {
      await setImmediate()
      const next = this.#urgent.shift() ?? this.#patient.shift()
      if (next === undefined) this.#busy = false
      else next()
    }
  }
}
