import { describe, expect, test } from '@jest/globals'
import { estimate, type Workload } from '../../../../src/accounting/outlook/estimate.ts'
import { observedWorkload } from '../../../../src/accounting/outlook/observed-workload.ts'
import { createMemoryBooks } from '../../../../src/adapters/memory/memory-books.ts'
import { createMemoryLedger } from '../../../../src/adapters/memory/memory-ledger.ts'
import type { ModelCatalogue, ModelPrice } from '../../../../src/domain/routing/model-catalogue.ts'
import { callWith, noon, questionWith } from '../../../contract/settlements.ts'
import { priceWith } from '../../../support/prices.ts'
import { providerOf } from '../../../support/providers.ts'

const price = (model: string, perMillion: number, tier: ModelPrice['tier']) =>
  priceWith(
    { input: perMillion * 1_000_000, cached: perMillion * 500_000, output: perMillion * 2_000_000 },
    { model, tier, assumed: tier === 'on-prem' },
  )
const catalogue: ModelCatalogue = {
  currency: 'USD',
  hardFrom: 0.65,
  baselineModel: 'gpt-large',
  providers: [
    providerOf('on-prem', { name: 'gpu', model: 'qwen' }),
    providerOf('cloud', { name: 'openai', model: 'gpt-large' }),
    providerOf('cloud', { name: 'new', model: 'unheard-of' }),
  ],
  prices: [price('qwen', 1, 'on-prem'), price('gpt-large', 10, 'cloud')],
}
const workload: Workload = {
  questions: 1000,
  promptTokens: 2000,
  cachedTokens: 1000,
  completionTokens: 500,
  hitRate: 0.5,
  shares: new Map([
    ['gpu', 0.6],
    ['openai', 0.2],
  ]),
}

describe('an estimate of a month', () => {
  test('puts every provider side by side, for all that the cache does not answer', () => {
    const { providers } = estimate(workload, catalogue, noon)
    expect(providers).toMatchObject([
      { provider: 'gpu', share: 0.6, monthMicros: 500 * (1000 + 500 + 1000), assumed: true },
      { provider: 'openai', share: 0.2, monthMicros: 500 * (10_000 + 5000 + 10_000), assumed: false },
      { provider: 'new', share: 0, reason: expect.stringMatching(/no price for unheard-of/) },
    ])
    expect(providers[2]?.monthMicros).toBeUndefined()
  })

  test('adds the shares up and holds them against everything in the cloud', () => {
    const { mixMicros, baselineMicros, savedMicros, savedShare } = estimate(workload, catalogue, noon)
    expect(mixMicros).toBe(300 * 2500 + 100 * 25_000)
    expect(baselineMicros).toBe(1000 * (20_000 + 10_000))
    expect(savedMicros).toBe(baselineMicros - mixMicros)
    expect(savedShare).toBeCloseTo(savedMicros / baselineMicros)
  })
})

describe('the workload', () => {
  test('is what the ledger shows, taken for a month', async () => {
    const books = createMemoryBooks()
    books.entries.push(
      callWith({ id: 'c1', model: 'qwen' }),
      callWith({ id: 'c2', model: 'qwen', purpose: 'rewrite' }),
      callWith({ id: 'c3', model: 'qwen', purpose: 'judge' }),
      questionWith({ id: 'q1', model: 'qwen' }),
      questionWith({ id: 'q2', model: 'qwen', cache: 'hit' }),
      questionWith({ id: 'q3', model: 'extractive' }),
    )
    const observed = await observedWorkload(createMemoryLedger(books), catalogue, noon + 1000)

    expect(observed).toEqual({
      questions: 90,
      promptTokens: 2000,
      cachedTokens: 200,
      completionTokens: 100,
      hitRate: 1 / 3,
      shares: new Map([['gpu', 0.5]]),
      days: 1,
    })
  })

  test('is assumed where nobody has asked yet', async () => {
    const observed = await observedWorkload(createMemoryLedger(), catalogue, noon)
    expect(observed).toMatchObject({ days: 0, questions: 10_000, shares: new Map([['gpu', 1]]) })
  })
})
