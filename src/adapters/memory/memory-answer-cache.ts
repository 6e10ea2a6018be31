import type { AnswerCache, CachedAnswer } from '../../ports/answer-cache.ts'

/**
 * Answers that last as long as the process.
 * @param capacity how many are kept; the least recently read or written goes first
 */
export function createMemoryAnswerCache(capacity: number): AnswerCache {
  // A map keeps its keys in the order they were set: the first is the one unused for longest.
  const entries = new Map<string, CachedAnswer>()

  function use(key: string, entry: CachedAnswer): void {
    entries.delete(key)
    entries.set(key, entry)
  }

  return {
    get: async (key) => {
      const entry = entries.get(key)
      if (entry !== undefined) use(key, entry)
      return entry
    },

    put: async (key, entry) => {
      use(key, entry)
      for (const oldest of entries.keys()) {
        if (entries.size <= capacity) break
        entries.delete(oldest)
      }
    },

    delete: async (key) => void entries.delete(key),

    list: async () => [...entries].map(([key, { versions }]) => ({ key, versions })),
  }
}
