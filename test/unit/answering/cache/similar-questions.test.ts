import { expect, test } from '@jest/globals'
import { createMemoryAnswerCache } from '../../../../src/adapters/memory/memory-answer-cache.ts'
import { createSimilarQuestions } from '../../../../src/answering/cache/similar-questions.ts'
import { entryWith } from '../../../contract/answer-cache.contract.ts'
import { randomVectors } from '../../../support/models/random-vectors.ts'

const vectors = randomVectors(32, 2500)
const vectorOf = (at: number) => vectors[at] ?? new Float32Array(32)

test('what is remembered after the last look is found, in its partition alone', async () => {
  const cache = createMemoryAnswerCache(10)
  const similar = createSimilarQuestions(cache, 10)
  await cache.put({ ...entryWith('a', 'a', { partition: 'one' }), vector: vectorOf(0) })
  expect((await similar.nearest('one', vectorOf(0), 0.9))?.key).toBe('a')
  await cache.put({ ...entryWith('b', 'b', { partition: 'two' }), vector: vectorOf(1) })

  expect((await similar.nearest('two', vectorOf(1), 0.9))?.key).toBe('b')
  expect(await similar.nearest('two', vectorOf(0), 0.9)).toBeUndefined()
})

test('more than one stretch of questions is fetched', async () => {
  const cache = createMemoryAnswerCache(3000)
  for (const [at, vector] of vectors.entries()) await cache.put({ ...entryWith(`k${at}`), vector })
  const similar = createSimilarQuestions(cache, 3000)

  expect((await similar.nearest('p', vectorOf(2499), 0.95))?.key).toBe('k2499')
})

test('no more than so many are kept, and the first remembered go first', async () => {
  const cache = createMemoryAnswerCache(10)
  const similar = createSimilarQuestions(cache, 2)
  for (const at of [0, 1, 2]) await cache.put({ ...entryWith(`k${at}`), vector: vectorOf(at) })
  const found = await Promise.all([0, 1, 2].map((at) => similar.nearest('p', vectorOf(at), 0.95)))

  expect(found.map((near) => near?.key)).toEqual([undefined, 'k1', 'k2'])
})

test('what is forgotten is not found again', async () => {
  const cache = createMemoryAnswerCache(10)
  const similar = createSimilarQuestions(cache, 10)
  await cache.put({ ...entryWith('a'), vector: vectorOf(0) })
  await similar.catchUp()
  similar.forget({ key: 'a', partition: 'p' })

  expect(await similar.nearest('p', vectorOf(0), 0.9)).toBeUndefined()
})
