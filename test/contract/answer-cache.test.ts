import { afterAll, describe } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { createMemoryAnswerCache } from '../../src/adapters/memory/memory-answer-cache.ts'
import { createRedisAnswerCache } from '../../src/adapters/redis/redis-answer-cache.ts'
import { createSqlAnswerCache } from '../../src/adapters/sql/answers/sql-answer-cache.ts'
import { createTieredAnswerCache } from '../../src/answering/cache/tiered-cache.ts'
import { engines, type TestPlace } from '../support/databases.ts'
import { testRedis } from '../support/redis.ts'
import { testSealer } from '../support/test-sealer.ts'
import { answerCacheContract } from './answer-cache.contract.ts'

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** Later at each look, so that what was used last is known. */
function ticking() {
  let now = 0
  return () => (now += 1)
}

describe('the answer cache in memory', () => answerCacheContract(async (capacity) => createMemoryAnswerCache(capacity)))

for (const engine of engines) {
  describe(`the answer cache in ${engine.name}`, () => {
    let made:
      | Promise<{ readonly place: TestPlace; readonly database: Awaited<ReturnType<TestPlace['open']>> }>
      | undefined
    const make = async () => {
      const place = await engine.place()
      return { place, database: await place.open() }
    }
    const open = async (capacity: number) => {
      made ??= make()
      const { place, database } = await made
      await place.empty()
      return createSqlAnswerCache(database, testSealer, { capacity, clock: ticking(), useNotedMs: 0 })
    }
    afterAll(async () => {
      if (made !== undefined) await (await made).place.discard()
    })
    answerCacheContract(open)

    describe('with memory in front', () =>
      answerCacheContract(async (capacity) =>
        createTieredAnswerCache(await open(capacity), [{ name: 'memory', cache: createMemoryAnswerCache(3) }], log),
      ))
  })
}

if (testRedis !== undefined) {
  const redis = testRedis
  describe('the answer cache in Redis', () =>
    answerCacheContract(async (capacity) =>
      createRedisAnswerCache(redis, testSealer, { prefix: `test:${randomUUID()}:`, capacity, keptMs: 60_000 }),
    ))
}
