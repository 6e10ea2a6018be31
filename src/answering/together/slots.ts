/** A place that somebody holds; freeing it twice is freeing it once. */
export interface Slot {
  free(): void
}

export interface Slots {
  /** Resolves in the order of asking. */
  take(): Promise<Slot>
  run<T>(work: () => Promise<T>): Promise<T>
}

/** So many at once, the others in turn. */
export function createSlots(count: number): Slots {
  const queue: ((slot: Slot) => void)[] = []
  let free = count

  function hold(): Slot {
    let isHeld = true
    return {
      free() {
        if (!isHeld) return
        isHeld = false
        const next = queue.shift()
        if (next === undefined) free += 1
        else next(hold())
      },
    }
  }
  const take = (): Promise<Slot> => {
    if (free === 0) return new Promise((resolve) => queue.push(resolve))
    free -= 1
    return Promise.resolve(hold())
  }
  return {
    take,
    async run(work) {
      const slot = await take()
      try {
        return await work()
      } finally {
        slot.free()
      }
    },
  }
}
