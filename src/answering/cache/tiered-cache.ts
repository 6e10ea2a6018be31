import type { AnswerCache, CachedAnswer } from '../../ports/answer-cache.ts'
import type { Log } from '../../ports/log.ts'

/** A cache in front of another one, which may fail without harm. */
export interface NearCache {
  readonly name: string
  readonly cache: AnswerCache
}

/**
 * Caches in front of the one that replicas share. That one alone says what is remembered, each time: whatever another
 * replica clears, or a changed document takes with it, is gone here at the same moment. The near ones save fetching and
 * unsealing; in them, an answer stands under its number, so that none is ever taken for a later one.
 * @param near the nearest first
 */
export function createTieredAnswerCache(shared: AnswerCache, near: readonly NearCache[], log: Log): AnswerCache {
  async function attempt<T>({ name }: NearCache, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      log.warn('cache.tier-failed', { tier: name, error })
      return undefined
    }
  }

  async function findNear(
    numbered: string,
  ): Promise<{ readonly entry?: CachedAnswer; readonly missed: readonly NearCache[] }> {
    const missed: NearCache[] = []
    for (const tier of near) {
      const entry = await attempt(tier, () => tier.cache.get(numbered))
      if (entry !== undefined) return { entry, missed }
      missed.push(tier)
    }
    return { missed }
  }

  return {
    ...shared,

    async get(key) {
      const number = await shared.holds(key)
      if (number === undefined) return undefined
      const numbered = `${key}:${number}`
      const found = await findNear(numbered)
      const entry = found.entry ?? (await shared.get(key))
      if (entry === undefined) return undefined
      for (const tier of found.missed) await attempt(tier, () => tier.cache.put({ ...entry, key: numbered }))
      return { ...entry, key }
    },

    async clear(selection) {
      const gone = await shared.clear(selection)
      for (const tier of near) await attempt(tier, () => tier.cache.clear(selection))
      return gone
    },
  }
}
