import { beforeEach, describe, expect, test } from '@jest/globals'
import { createWarningSender } from '../../../../src/accounting/budgets/send-warnings.ts'
import { createMemoryRecords } from '../../../../src/adapters/memory/memory-records.ts'
import { LorekeepError } from '../../../../src/domain/errors.ts'
import { toMicros } from '../../../../src/domain/money.ts'
import type { Log } from '../../../../src/ports/log.ts'
import type { WebhookMessage } from '../../../../src/ports/webhook.ts'
import type { Records } from '../../../../src/ports/records.ts'
import { callWith, eventWith, noon } from '../../../contract/settlements.ts'

const hour = 3_600_000

describe('the sender of warnings', () => {
  let records: Records
  let sent: WebhookMessage[]
  let now: number
  let isDown: boolean

  beforeEach(async () => {
    records = createMemoryRecords()
    sent = []
    now = noon
    isDown = false
    await records.budgets.setBudgets([
      {
        kind: 'user',
        id: 'user:ada',
        period: 'month',
        unit: 'money',
        limit: 1000,
        warnAt: [50],
        whenExhausted: 'stop',
      },
    ])
    await records.journal.settle({
      principalId: 'user:ada',
      entries: [callWith({ id: 'c1', costMicros: toMicros(600) })],
      event: eventWith(),
      reservations: [],
    })
  })

  const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const senderOf = () =>
    createWarningSender({
      warnings: records.budgetWarnings,
      send: async (message) => {
        if (isDown) throw new LorekeepError('source-unavailable', 'The webhook is down.')
        sent.push(message)
      },
      currency: () => 'EUR',
      clock: () => now,
      log,
    })

  /** Wakes a sender and lets it end its work. */
  async function sendOnce(): Promise<void> {
    const sender = senderOf()
    sender.wake()
    await sender.close()
  }

  test('sends what a budget is, what is used of it, and nothing of a question', async () => {
    await sendOnce()

    const [message] = sent
    expect(message).toMatchObject({ event: 'budget.warning' })
    expect(JSON.parse(message?.body ?? '')).toEqual({
      event: 'budget.warning',
      id: message?.id,
      at: new Date(noon).toISOString(),
      budget: {
        kind: 'user',
        id: 'user:ada',
        period: 'month',
        from: '2024-05-01',
        limitMicros: 1000,
        spentMicros: 600,
        currency: 'EUR',
      },
      share: 50,
      usedPercent: 60,
    })
  })

  test('sends a warning once, however many senders there are', async () => {
    await Promise.all([sendOnce(), sendOnce(), sendOnce()])
    now += hour
    await sendOnce()

    expect(sent).toHaveLength(1)
  })

  test('tries again later what was not taken, under the same id', async () => {
    isDown = true
    await sendOnce()
    isDown = false
    await sendOnce()
    expect(sent).toEqual([])

    now += hour
    await sendOnce()
    expect(sent).toHaveLength(1)
  })

  test('gives up what is a day old', async () => {
    isDown = true
    await sendOnce()
    isDown = false
    now += 25 * hour
    await sendOnce()

    expect(sent).toEqual([])
  })
})
