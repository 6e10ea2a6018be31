import { expect, test } from '@jest/globals'
import type { AnswerCache, CachedAnswer } from '../../src/ports/answer-cache.ts'
import { answerWith } from './settlements.ts'

function entry(id: string): CachedAnswer {
  return { answer: answerWith({ id }), versions: new Map([['document-1', `version-for-${id}`]]) }
}

/** What every answer cache does. @param open makes an empty one for so many answers */
export function answerCacheContract(open: (capacity: number) => AnswerCache): void {
  test('an answer comes back with the versions it rests on', async () => {
    const cache = open(10)
    await cache.put('a', entry('1'))

    expect(await cache.get('a')).toEqual(entry('1'))
    expect(await cache.get('b')).toBeUndefined()
  })

  test('a newer answer takes the place of an older one', async () => {
    const cache = open(10)
    await cache.put('a', entry('1'))
    await cache.put('a', entry('2'))

    expect(await cache.get('a')).toEqual(entry('2'))
  })

  test('a deleted answer is gone [P4]', async () => {
    const cache = open(10)
    await cache.put('a', entry('1'))
    await cache.delete('a')
    await cache.delete('never-there')

    expect(await cache.get('a')).toBeUndefined()
  })

  test('when it is full, the answer that was not used for longest goes', async () => {
    const cache = open(3)
    for (const key of ['a', 'b', 'c']) await cache.put(key, entry(key))
    await cache.get('a')
    await cache.put('b', entry('b2'))
    await cache.put('d', entry('d'))

    const kept = await Promise.all(['a', 'b', 'c', 'd'].map((key) => cache.get(key)))
    expect(kept.map((found) => found?.answer.id)).toEqual(['a', 'b2', undefined, 'd'])
  })

  test('never holds more than it may', async () => {
    const cache = open(5)
    const keys = Array.from({ length: 100 }, (_, number) => `key-${number}`)
    for (const key of keys) await cache.put(key, entry(key))

    const kept = await Promise.all(keys.map((key) => cache.get(key)))
    expect(kept.filter((found) => found !== undefined)).toHaveLength(5)
  })
}
