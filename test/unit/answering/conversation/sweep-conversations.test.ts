import { expect, test } from '@jest/globals'
import { createMemoryRecords } from '../../../../src/adapters/memory/memory-records.ts'
import { sweepConversations } from '../../../../src/answering/conversation/sweep-conversations.ts'
import { LorekeepError } from '../../../../src/domain/errors.ts'
import type { Log } from '../../../../src/ports/log.ts'

const day = 86_400_000
const now = Date.parse('2026-06-01')

function setUp() {
  const { conversations } = createMemoryRecords()
  const logged: string[] = []
  const write = (event: string) => void logged.push(event)
  const log: Log = { debug: write, info: write, warn: write, error: write }
  const begin = async (count: number, daysAgo: number) => {
    for (let number = 0; number < count; number += 1) {
      await conversations.keepVault(`${daysAgo}-${number}`, 'user:ada', now - daysAgo * day, 'state', 0)
    }
  }
  return { conversations, logged, log, begin }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20))

test('all that has expired is swept at the start, in batches, and no more', async () => {
  const { conversations, log, logged, begin } = setUp()
  await begin(450, 31)
  await begin(1, 29)

  const sweep = sweepConversations({ conversations, days: 30, clock: () => now, log })
  await soon()
  await sweep.close()

  expect(await conversations.expire(now - 30 * day, 1000)).toBe(0)
  expect((await conversations.get('29-0'))?.isExpired).toBe(false)
  expect(logged).toEqual(['conversations.expired'])
})

test('what expires later is swept later, also when a sweep failed', async () => {
  const { conversations, log, logged, begin } = setUp()
  let fails = true
  const expire: typeof conversations.expire = async (...asked) => {
    if (!fails) return conversations.expire(...asked)
    throw new LorekeepError('index-unavailable', 'The database is busy.')
  }
  const sweep = sweepConversations({ conversations: { expire }, days: 30, clock: () => now, log, everyMs: 1 })
  await begin(1, 31)
  await soon()
  expect((await conversations.get('31-0'))?.isExpired).toBe(false)

  fails = false
  await soon()
  await sweep.close()

  expect((await conversations.get('31-0'))?.isExpired).toBe(true)
  expect(new Set(logged)).toEqual(new Set(['conversations.sweep-failed', 'conversations.expired']))
})

test('closing ends a sweep after the batch that is in work', async () => {
  let batches = 0
  const conversations = { expire: async (_: number, limit: number) => ((batches += 1), limit) }
  const { log } = setUp()

  const sweep = sweepConversations({ conversations, days: 30, clock: () => now, log })
  await sweep.close()

  expect(batches).toBe(1)
})
