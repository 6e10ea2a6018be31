import { describe, expect, test } from '@jest/globals'
import { baselineCost } from '../../../src/accounting/baseline.ts'
import { costOf, highestCost } from '../../../src/accounting/cost.ts'
import { priceOf } from '../../../src/accounting/price-list.ts'
import type { ModelCatalogue, ModelPrice } from '../../../src/domain/model-catalogue.ts'
import { toMicros } from '../../../src/domain/money.ts'

const price = (model: string, input: number, over: Partial<ModelPrice> = {}): ModelPrice => ({
  model,
  tier: 'cloud',
  currency: 'USD',
  inputPerMillion: toMicros(input * 1_000_000),
  cachedInputPerMillion: toMicros(input * 500_000),
  outputPerMillion: toMicros(input * 4_000_000),
  validFrom: '2024-01-01',
  assumed: false,
  ...over,
})
const catalogue: ModelCatalogue = {
  currency: 'USD',
  providers: [],
  hardFrom: 0.5,
  baselineModel: 'gpt-4o',
  prices: [
    price('*', 9),
    price('gpt-*', 5),
    price('gpt-4o', 3),
    price('gpt-4o', 2, { validFrom: '2026-06-01' }),
    price('qwen', 1, { tier: 'on-prem' }),
  ],
}
const day = (text: string) => Date.parse(text)
const usage = { promptTokens: 1000, cachedTokens: 400, completionTokens: 100, reasoningTokens: 30, estimated: false }

describe('a price', () => {
  test('of the exact name goes before that of a pattern, and the latest valid one before older ones', () => {
    expect(priceOf(catalogue, 'cloud', 'gpt-4o', day('2026-07-01'))?.inputPerMillion).toBe(2_000_000)
    expect(priceOf(catalogue, 'cloud', 'gpt-4o', day('2026-05-31'))?.inputPerMillion).toBe(3_000_000)
    expect(priceOf(catalogue, 'cloud', 'gpt-5', day('2026-07-01'))?.inputPerMillion).toBe(5_000_000)
    expect(priceOf(catalogue, 'cloud', 'other', day('2026-07-01'))?.inputPerMillion).toBe(9_000_000)
  })

  test('that is not known is not zero', () => {
    expect(priceOf(catalogue, 'on-prem', 'llama', day('2026-07-01'))).toBeUndefined()
    expect(priceOf(catalogue, 'cloud', 'gpt-4o', day('2023-07-01'))).toBeUndefined()
  })
})

describe('the cost of a call', () => {
  test('counts cached tokens at their own price and reasoning as completion', () => {
    expect(costOf(usage, price('m', 2))).toBe(600 * 2 + 400 * 1 + 100 * 8)
  })

  test('is never above what was reserved for it', () => {
    expect(highestCost(1000, 100, price('m', 2))).toBeGreaterThanOrEqual(costOf(usage, price('m', 2)))
  })

  test('at the baseline ignores the cache, which the baseline would not have had', () => {
    expect(baselineCost(usage, catalogue, day('2026-07-01'))).toBe(1000 * 2 + 100 * 8)
  })
})
