import type { AnswerCache, CachedAnswer, CacheSelection } from '../../ports/answer-cache.ts'

/** How many questions are given at once. */
const stretch = 1000

interface Remembered {
  readonly entry: CachedAnswer
  readonly bytes: number
  readonly number: number
}

/**
 * Answers that last as long as the process.
 * @param capacity how many are kept; the least recently read or written goes first
 */
export function createMemoryAnswerCache(capacity: number): AnswerCache {
  // A map keeps its keys in the order they were set: the first is the one unused for longest.
  const entries = new Map<string, Remembered>()
  let numbered = 0

  function use(key: string, remembered: Remembered): void {
    entries.delete(key)
    entries.set(key, remembered)
  }

  return {
    get: async (key) => {
      const remembered = entries.get(key)
      if (remembered !== undefined) use(key, remembered)
      return remembered?.entry
    },

    holds: async (key) => entries.get(key)?.number,

    put: async (entry) => {
      numbered += 1
      use(entry.key, { entry, bytes: Buffer.byteLength(JSON.stringify(entry.answer)), number: numbered })
      for (const oldest of entries.keys()) {
        if (entries.size <= capacity) break
        entries.delete(oldest)
      }
    },

    delete: async (key) => void entries.delete(key),

    clear: async (selection) => {
      const chosen = [...entries].filter(([, { entry }]) => isSelected(entry, selection))
      for (const [key] of chosen) entries.delete(key)
      return chosen.length
    },

    questionsSince: async (cursor) => {
      const since = [...entries.values()]
        .filter(({ number }) => number > cursor)
        .toSorted((a, b) => a.number - b.number)
      const given = since.slice(0, stretch)
      return { questions: given.map(({ entry }) => entry), cursor: given.at(-1)?.number ?? cursor }
    },

    list: async () => [...entries].map(([key, { entry }]) => ({ key, versions: entry.versions })),

    size: async () => {
      const all = [...entries.values()]
      return {
        entries: all.length,
        bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
        ...(all.length > 0 && { oldestAt: Math.min(...all.map(({ entry }) => entry.at)) }),
      }
    },
  }
}

function isSelected({ versions, at }: CachedAnswer, { documentId, before }: CacheSelection): boolean {
  return (documentId === undefined || versions.has(documentId)) && (before === undefined || at < before)
}
