import { beforeEach, describe, expect, test } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { createEndpointAccounts } from '../../../../src/accounting/booking/endpoint-accounts.ts'
import { createMemoryRecords } from '../../../../src/adapters/memory/memory-records.ts'
import type { EndpointCall } from '../../../../src/domain/accounting/endpoint-call.ts'
import { tierOfAddress } from '../../../../src/domain/accounting/endpoint-call.ts'
import { LorekeepError } from '../../../../src/domain/errors.ts'
import type { Log } from '../../../../src/ports/log.ts'
import type { Records } from '../../../../src/ports/records.ts'
import { priceWith } from '../../../support/prices.ts'

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const now = Date.UTC(2026, 5, 1)
const price = priceWith({ input: 1_000_000, output: 0 }, { model: 'embedder' })
const catalogue = { currency: 'USD', providers: [], prices: [price], hardFrom: 0.5, baselineModel: 'x' }
const request = {
  purpose: 'embed',
  provider: 'embeddings',
  model: 'embedder',
  tier: 'cloud',
  textCount: 2,
  sent: [{ as: 'text', text: 'annual leave' }],
  estimatedTokens: 100,
} as const
const ada = { principalId: 'user:ada', team: 'legal', answerId: 'a1' }

describe('the account of endpoints', () => {
  let records: Records
  let made: number

  beforeEach(() => {
    records = createMemoryRecords(() => now)
    made = 0
  })

  const accountsOf = () => {
    let ids = 0
    return createEndpointAccounts({
      ...records,
      catalogue: { current: () => catalogue },
      announce: () => undefined,
      watchBooks: async () => undefined,
      clock: () => now,
      newId: () => `id-${(ids += 1)}`,
      log,
    })
  }
  const make = async () => {
    made += 1
    await wait(1)
    return { value: 'vector', tokens: 70 }
  }
  const limited = (limit: number) =>
    records.budgets.setBudgets([
      { kind: 'user', id: 'user:ada', period: 'day', unit: 'money', limit, warnAt: [80], whenExhausted: 'cheaper' },
    ])
  const spent = () => records.ledger.spending({ kind: 'organisation', id: '*' }, 0)

  test('gives each of two questions at once the calls that were made for it', async () => {
    const accounts = accountsOf()
    const calls: Record<string, EndpointCall[]> = { a1: [], a2: [] }
    await Promise.all(
      ['a1', 'a2'].map((answerId, index) =>
        accounts.forQuestion(
          { principalId: `user:${index}`, answerId },
          (call) => calls[answerId]?.push(call),
          async () => {
            for (let times = 0; times <= index; times += 1) await accounts.pay(request, make)
          },
        ),
      ),
    )

    expect([calls['a1']?.length, calls['a2']?.length]).toEqual([1, 2])
    expect(calls['a1']).toMatchObject([{ purpose: 'embed', usage: { promptTokens: 70, estimated: false } }])
  })

  test('marks what an endpoint does not report as estimated', async () => {
    const calls: EndpointCall[] = []
    const accounts = accountsOf()
    await accounts.forQuestion(
      ada,
      (call) => calls.push(call),
      () => accounts.pay(request, async () => ({ value: 1 })),
    )

    expect(calls).toMatchObject([{ usage: { promptTokens: 100, estimated: true } }])
  })

  test('[P6] makes no call for which no budget has room', async () => {
    await limited(165)
    const accounts = accountsOf()

    await expect(
      accounts.forQuestion(
        ada,
        () => {},
        () => accounts.pay(request, make),
      ),
    ).rejects.toMatchObject({
      code: 'budget-exhausted',
    })
    expect(made).toBe(0)
  })

  test('[P6] sets the most a call can cost aside, and lets go of it when the call is refused', async () => {
    await limited(1000)
    const accounts = accountsOf()
    const reserved = async () => (await records.budgets.budgets(now))[0]?.reserved
    const seen: unknown[] = []
    await accounts
      .forQuestion(
        ada,
        () => {},
        () =>
          accounts.pay(request, async () => {
            seen.push(await reserved())
            throw new LorekeepError('model-unavailable', 'The endpoint is down.')
          }),
      )
      .catch(() => undefined)

    expect(seen).toEqual([166])
    expect(await reserved()).toBe(0)
  })

  test.each([
    ['model-timeout', 'failed', 100, true],
    ['model-answer-invalid', 'failed', 100, true],
    ['cancelled', 'cancelled', 100, true],
    ['model-unavailable', 'failed', 0, false],
    ['rate-limited', 'failed', 0, false],
  ] as const)(
    'notes a call that ended with %s, and what may have been charged for it',
    async (code, outcome, promptTokens, estimated) => {
      const calls: EndpointCall[] = []
      const accounts = accountsOf()
      const paid = accounts.forQuestion(
        ada,
        (call) => calls.push(call),
        () =>
          accounts.pay(request, async () => {
            throw new LorekeepError(code, 'It went wrong.')
          }),
      )

      await expect(paid).rejects.toMatchObject({ code })
      expect(calls).toMatchObject([
        { outcome, error: `${code}: It went wrong.`, usage: { promptTokens, estimated }, textCount: 2 },
      ])
    },
  )

  test('[P6] counts what a failed call may have cost against the budget', async () => {
    await limited(1000)
    const accounts = accountsOf()
    await accounts
      .booking(ada, true, () =>
        accounts.pay(request, async () => {
          throw new LorekeepError('model-timeout', 'Too late.')
        }),
      )
      .catch(() => undefined)

    expect((await records.budgets.budgets(now))[0]).toMatchObject({ reserved: 0, spent: 100 })
    expect(await records.ledger.totals({ from: 0, to: now + 1, groupBy: 'model' })).toMatchObject([
      { calls: 1, promptTokens: 100, costMicros: 100, estimatedCalls: 1 },
    ])
  })

  test('books an ingest as one entry of its source, also one that failed, and no budget holds it up', async () => {
    await limited(0)
    const accounts = accountsOf()
    await accounts
      .booking({ ...ada, source: 'handbook' }, false, async () => {
        for (let times = 0; times < 3; times += 1) await accounts.pay(request, make)
        throw new Error('The run was killed.')
      })
      .catch(() => undefined)

    expect(await records.ledger.totals({ from: 0, to: now + 1, groupBy: 'source' })).toMatchObject([
      { group: 'handbook', calls: 1, promptTokens: 210, costMicros: 210, questions: 0 },
    ])
    expect(await spent()).toMatchObject([{ micros: 210, tokens: 210 }])
  })

  test('books what belongs to nobody on the installation when it closes', async () => {
    const accounts = accountsOf()
    await accounts.pay(request, make)
    expect(await spent()).toEqual([])
    await accounts.close()

    expect(await records.ledger.totals({ from: 0, to: now + 1, groupBy: 'user' })).toMatchObject([
      { group: 'system', calls: 1, costMicros: 70 },
    ])
  })
})

test.each([
  ['http://127.0.0.1:8000/v1', 'on-prem'],
  ['http://tei:80', 'on-prem'],
  ['http://[::1]:8000', 'on-prem'],
  ['https://embed.corp.internal/v1', 'on-prem'],
  ['http://172.20.3.4/v1', 'on-prem'],
  ['http://172.40.3.4/v1', 'cloud'],
  ['https://api.openai.com/v1', 'cloud'],
])('an endpoint at %s is %s', (address, tier) => {
  expect(tierOfAddress(address)).toBe(tier)
})
