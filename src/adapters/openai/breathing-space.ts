import { setImmediate } from 'node:timers/promises'

const longestStretchMs = 5

/**
 * Does something with every item, letting the event loop have its turn every few milliseconds. The clock is read once
 * for a few items only.
 */
export async function forEachWithBreaks<T>(items: Iterable<T>, act: (item: T) => void): Promise<void> {
  let since = performance.now()
  let count = 0
  for (const item of items) {
    act(item)
    if (++count % 16 !== 0 || performance.now() - since < longestStretchMs) continue
    await setImmediate()
    since = performance.now()
  }
}
