import { expect, test } from '@jest/globals'
import type { AnswerCache, CachedAnswer } from '../../src/ports/answer-cache.ts'
import { noUsage } from '../../src/domain/accounting/usage.ts'
import { answerWith } from './settlements.ts'

interface Remembered {
  readonly partition?: string
  readonly documents?: readonly string[]
  readonly at?: number
}

/** An entry under a key, whose answer has an id. */
export function entryWith(
  key: string,
  id = key,
  { partition = 'p', documents = ['d-1'], at = 1 }: Remembered = {},
): CachedAnswer {
  return {
    key,
    partition,
    vector: Float32Array.from([0.6, -0.8]),
    question: `What is ${key}?`,
    answer: answerWith({ id }),
    baselineUsage: { ...noUsage, promptTokens: 900, completionTokens: 40, estimated: true },
    versions: new Map(documents.map((document) => [document, `version-for-${id}`])),
    at,
  }
}

/** What every answer cache does. @param open makes an empty one for so many answers */
export function answerCacheContract(open: (capacity: number) => Promise<AnswerCache>): void {
  test('an answer comes back with all that was remembered of it', async () => {
    const cache = await open(10)
    await cache.put(entryWith('a'))

    const { vector, ...found } = (await cache.get('a')) ?? entryWith('none')
    const { vector: _, ...expected } = entryWith('a')
    expect(found).toEqual(expected)
    expect([...(vector ?? [])]).toEqual([expect.closeTo(0.6, 2), expect.closeTo(-0.8, 2)])
    expect(await cache.get('b')).toBeUndefined()
  })

  test('a newer answer takes the place of an older one', async () => {
    const cache = await open(10)
    await cache.put(entryWith('a', '1'))
    await cache.put(entryWith('a', '2'))

    expect((await cache.get('a'))?.answer.id).toBe('2')
    expect((await cache.size()).entries).toBe(1)
  })

  test('a deleted answer is gone [P4]', async () => {
    const cache = await open(10)
    await cache.put(entryWith('a'))
    await cache.delete('a')
    await cache.delete('never-there')

    expect(await cache.get('a')).toBeUndefined()
  })

  test('when it is full, the answer that was not used for longest goes', async () => {
    const cache = await open(3)
    for (const key of ['a', 'b', 'c']) await cache.put(entryWith(key))
    await cache.get('a')
    await cache.put(entryWith('b', 'b2'))
    await cache.put(entryWith('d'))

    const kept = await Promise.all(['a', 'b', 'c', 'd'].map((key) => cache.get(key)))
    expect(kept.map((found) => found?.answer.id)).toEqual(['a', 'b2', undefined, 'd'])
  })

  test('never holds more than it may', async () => {
    const cache = await open(5)
    const keys = Array.from({ length: 30 }, (_, number) => `key-${number}`)
    for (const key of keys) await cache.put(entryWith(key))

    const kept = await Promise.all(keys.map((key) => cache.get(key)))
    expect(kept.filter((found) => found !== undefined)).toHaveLength(5)
  })

  test('what rests on a document can be cleared, and nothing else goes with it [P4]', async () => {
    const cache = await open(10)
    await cache.put(entryWith('a', 'a', { documents: ['d-1', 'd-2'] }))
    await cache.put(entryWith('b', 'b', { documents: ['d-2'] }))
    await cache.put(entryWith('c', 'c', { documents: ['d-3'] }))

    expect(await cache.clear({ documentId: 'd-2' })).toBe(2)
    expect((await cache.list()).map(({ key }) => key)).toEqual(['c'])
    expect(await cache.get('a')).toBeUndefined()
  })

  test('what is older than a moment can be cleared, and everything', async () => {
    const cache = await open(10)
    for (const [key, at] of [
      ['a', 10],
      ['b', 20],
      ['c', 30],
    ] as const)
      await cache.put(entryWith(key, key, { at }))

    expect(await cache.clear({ before: 20 })).toBe(1)
    expect(await cache.size()).toMatchObject({ entries: 2, oldestAt: 20 })
    expect(await cache.clear({})).toBe(2)
    expect(await cache.size()).toEqual({ entries: 0, bytes: 0 })
  })

  test('questions come in the order in which they were remembered, each once', async () => {
    const cache = await open(10)
    await cache.put(entryWith('a', 'a', { partition: 'one' }))
    await cache.put(entryWith('b', 'b', { partition: 'two' }))
    const first = await cache.questionsSince(0)
    await cache.put(entryWith('c'))
    await cache.put(entryWith('a', 'a2', { partition: 'one' }))
    const then = await cache.questionsSince(first.cursor)
    const last = await cache.questionsSince(then.cursor)

    expect(first.questions.map(({ key, partition }) => [key, partition])).toEqual([
      ['a', 'one'],
      ['b', 'two'],
    ])
    expect([...(first.questions[0]?.vector ?? [])][1]).toBeCloseTo(-0.8, 2)
    expect(then.questions.map(({ key }) => key)).toEqual(['c', 'a'])
    expect(last).toEqual({ questions: [], cursor: then.cursor })
  })
}
