import type { ModelProvider } from '../domain/routing/model-catalogue.ts'

/** Lets no more calls go to a provider at once than it can take. */
export interface ProviderSlots {
  /**
   * A place for a call, after waiting for one where they are all taken. Undefined when too many wait already, when none
   * becomes free in time, or when the signal aborts.
   */
  take(provider: ModelProvider, signal: AbortSignal): Promise<Slot | undefined>
  /** Whether a call would find neither a place nor room to wait for one. */
  isFull(provider: ModelProvider): boolean
}

export interface Slot {
  /** Gives the place to the one who has waited longest. */
  release(): void
}

interface Queue {
  taken: number
  /** Who waits, in order; each is told whether it got the place. */
  readonly waiting: Set<(got: boolean) => void>
}

/** Counts in this process, by the name of the provider: its limit is that of its machine, whatever the model. */
export function createProviderSlots(): ProviderSlots {
  const queues = new Map<string, Queue>()
  const queueOf = ({ name }: ModelProvider): Queue => {
    const queue = queues.get(name) ?? { taken: 0, waiting: new Set() }
    queues.set(name, queue)
    return queue
  }
  return {
    async take(provider, signal) {
      const { concurrency } = provider
      if (concurrency === undefined) return { release: () => undefined }
      const queue = queueOf(provider)
      if (queue.taken < concurrency.calls && queue.waiting.size === 0) queue.taken += 1
      else if (queue.waiting.size >= concurrency.waiting) return undefined
      else if (!(await turn(queue, concurrency.waitMs, signal))) return undefined
      return slotOf(queue)
    },
    isFull(provider) {
      const { concurrency } = provider
      const queue = queues.get(provider.name)
      if (concurrency === undefined || queue === undefined) return false
      return queue.taken >= concurrency.calls && queue.waiting.size >= concurrency.waiting
    },
  }
}

function slotOf(queue: Queue): Slot {
  let isReleased = false
  return {
    release() {
      if (isReleased) return
      isReleased = true
      const [next] = queue.waiting
      if (next === undefined) queue.taken -= 1
      else next(true)
    },
  }
}

function turn(queue: Queue, waitMs: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (got: boolean) => {
      queue.waiting.delete(settle)
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
      resolve(got)
    }
    const leave = () => settle(false)
    const timer = setTimeout(leave, waitMs)
    queue.waiting.add(settle)
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
  })
}
