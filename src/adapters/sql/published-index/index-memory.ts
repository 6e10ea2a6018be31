import type { LorekeepDatabase } from '../database/database.ts'
import { prepareQuery } from '../database/prepare-query.ts'

/**
 * Remembers what was read of the published index, for as long as nothing in it changes: questions ask for the same labels,
 * documents and word counts over and over. Whether it has changed is asked of the database each time, so that what another
 * process publishes or takes away counts at once.
 */
export interface IndexMemory {
  /**
   * @param key of what is read, among all that is remembered
   * @param sizeOf about how many characters a value takes
   */
  recall<T>(key: string, read: () => Promise<T>, sizeOf?: (value: T) => number): Promise<T>
}

const usualSize = 1000
/** Of all that is remembered together, in characters; what was read first makes room. */
const mostRemembered = 16_000_000

const changesCounted = prepareQuery((database) => database.selectFrom('index_changes').select('number'))

export function createIndexMemory(database: LorekeepDatabase): IndexMemory {
  const values = new Map<string, { readonly value: unknown; readonly size: number }>()
  let changes: number | undefined
  let size = 0

  async function forgetOutdated(): Promise<void> {
    const counted = (await changesCounted(database.read))[0]?.number
    if (counted === changes) return
    changes = counted
    values.clear()
    size = 0
  }

  function keep(key: string, value: unknown, ofValue: number): void {
    size += ofValue - (values.get(key)?.size ?? 0)
    values.set(key, { value, size: ofValue })
    for (const [oldest, kept] of values) {
      if (size <= mostRemembered) break
      values.delete(oldest)
      size -= kept.size
    }
  }

  return {
    async recall<T>(key: string, read: () => Promise<T>, sizeOf: (value: T) => number = () => usualSize) {
      await forgetOutdated()
      const known = values.get(key)
      if (known !== undefined) return known.value as T
      const readAt = changes
      const value = await read()
      // It is no older than the count before it; had the index changed meanwhile, the next count would tell.
      if (changes === readAt) keep(key, value, sizeOf(value))
      return value
    },
  }
}
