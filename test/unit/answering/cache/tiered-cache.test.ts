import { describe, expect, test } from '@jest/globals'
import { createMemoryAnswerCache } from '../../../../src/adapters/memory/memory-answer-cache.ts'
import { createTieredAnswerCache } from '../../../../src/answering/cache/tiered-cache.ts'
import type { AnswerCache } from '../../../../src/ports/answer-cache.ts'
import { entryWith } from '../../../contract/answer-cache.contract.ts'

function logging() {
  const events: string[] = []
  const note = (event: string) => void events.push(event)
  return { events, log: { debug: note, info: note, warn: note, error: note } }
}

/** A cache that counts how often an answer is fetched from it. */
function counted(cache: AnswerCache) {
  const fetched: string[] = []
  return {
    fetched,
    cache: {
      ...cache,
      get: async (key: string) => {
        fetched.push(key)
        return cache.get(key)
      },
    },
  }
}

describe('caches in tiers', () => {
  test('an answer is fetched from the shared one once', async () => {
    const shared = counted(createMemoryAnswerCache(10))
    const tiered = createTieredAnswerCache(
      shared.cache,
      [{ name: 'memory', cache: createMemoryAnswerCache(10) }],
      logging().log,
    )
    await tiered.put(entryWith('a'))
    const found = [await tiered.get('a'), await tiered.get('a')]

    expect(found.map((entry) => [entry?.key, entry?.answer.id])).toEqual([
      ['a', 'a'],
      ['a', 'a'],
    ])
    expect(shared.fetched).toEqual(['a'])
  })

  test('what one replica clears or replaces, another one gives no more [P4]', async () => {
    const shared = createMemoryAnswerCache(10)
    const [one, other] = [1, 2].map(() =>
      createTieredAnswerCache(shared, [{ name: 'memory', cache: createMemoryAnswerCache(10) }], logging().log),
    )
    await one?.put(entryWith('a', 'a1'))
    await one?.put(entryWith('b', 'b1'))
    await other?.get('a')
    await other?.get('b')
    await one?.put(entryWith('a', 'a2'))
    await one?.clear({ documentId: 'd-1', before: 1 })
    expect((await other?.get('a'))?.answer.id).toBe('a2')
    await one?.clear({})

    expect(await other?.get('a')).toBeUndefined()
    expect(await other?.get('b')).toBeUndefined()
  })

  test('one in between that fails is passed over, and that is logged', async () => {
    const { log, events } = logging()
    const broken = {
      ...createMemoryAnswerCache(1),
      get: async () => Promise.reject(new Error('away')),
      put: async () => Promise.reject(new Error('away')),
      clear: async () => Promise.reject(new Error('away')),
    }
    const tiered = createTieredAnswerCache(createMemoryAnswerCache(10), [{ name: 'redis', cache: broken }], log)
    await tiered.put(entryWith('a'))

    expect((await tiered.get('a'))?.answer.id).toBe('a')
    expect(await tiered.clear({})).toBe(1)
    expect(new Set(events)).toEqual(new Set(['cache.tier-failed']))
  })
})
