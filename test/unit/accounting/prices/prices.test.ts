import { describe, expect, test } from '@jest/globals'
import { baselineCost } from '../../../../src/accounting/savings/baseline.ts'
import { costOf, highestCost } from '../../../../src/accounting/prices/cost.ts'
import { priceCall } from '../../../../src/accounting/prices/price-call.ts'
import { priceOf, whyUnpriced } from '../../../../src/accounting/prices/price-list.ts'
import { unpricedModels } from '../../../../src/accounting/prices/unpriced-models.ts'
import type { ModelCatalogue, ModelPrice } from '../../../../src/domain/routing/model-catalogue.ts'
import { priceFromHardware } from '../../../../src/domain/accounting/hardware-price.ts'
import { toMicros } from '../../../../src/domain/money.ts'
import { priceWith } from '../../../support/prices.ts'
import { providerOf } from '../../../support/providers.ts'

const price = (model: string, input: number, over: Partial<ModelPrice> = {}) =>
  priceWith(
    { input: input * 1_000_000, cached: input * 500_000, output: input * 4_000_000 },
    { model, validFrom: '2024-01-01', ...over },
  )
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
  test('in a batch API is a share of it, told from the price itself', () => {
    const call = { tier: 'cloud', model: 'gpt-5', usage, at: day('2026-07-01') } as const
    const full = priceCall(call, catalogue)
    const half = priceCall({ ...call, priceShare: 0.5 }, catalogue)

    expect(half.micros).toBe(full.micros / 2)
    expect(half.version).toBe(`${full.version} × 0.5`)
    expect(
      priceCall({ ...call, model: 'unknown', tier: 'on-prem', priceShare: 0.5 }, catalogue).version,
    ).toBeUndefined()
  })

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

describe('a price in another currency', () => {
  const inYuan: ModelCatalogue = {
    ...catalogue,
    prices: [price('glm-4', 10, { currency: 'CNY', reasoningPerMillion: toMicros(50_000_000) })],
    exchangeRates: [
      { currency: 'CNY', billionths: 140_000_000, validFrom: '2026-01-01' },
      { currency: 'CNY', billionths: 150_000_000, validFrom: '2026-07-01' },
    ],
  }

  test('is converted at the rate of the day of the call', () => {
    expect(priceOf(inYuan, 'cloud', 'glm-4', day('2026-06-30'))).toMatchObject({
      currency: 'USD',
      inputPerMillion: 1_400_000,
      reasoningPerMillion: 7_000_000,
    })
    expect(priceOf(inYuan, 'cloud', 'glm-4', day('2026-07-01'))?.inputPerMillion).toBe(1_500_000)
  })

  test('is unknown on a day without a rate, and says why', () => {
    expect(priceOf(inYuan, 'cloud', 'glm-4', day('2025-12-31'))).toBeUndefined()
    expect(whyUnpriced(inYuan, 'cloud', 'glm-4', day('2025-12-31'))).toMatch(/CNY, which has no exchange rate/)
  })
})

describe('the version of a price', () => {
  const versionOf = (over: Partial<ModelPrice>, at = '2026-07-01', rate = 140_000_000) =>
    priceOf(
      {
        ...catalogue,
        prices: [price('gpt-4o', 2, over)],
        exchangeRates: [{ currency: 'CNY', billionths: rate, validFrom: '2026-01-01' }],
      },
      'cloud',
      'gpt-4o',
      day(at),
    )?.version

  test('names model and day, and tells an edited price from what it was', () => {
    expect(versionOf({})).toMatch(/^gpt-4o of 2024-01-01 #[0-9a-f]{8}$/)
    expect(versionOf({})).toBe(versionOf({}, '2026-08-01'))
    expect(versionOf({ outputPerMillion: toMicros(7) })).not.toBe(versionOf({}))
    expect(versionOf({ currency: 'CNY' })).toMatch(/, CNY of 2026-01-01 #/)
    expect(versionOf({ currency: 'CNY' }, '2026-07-01', 150_000_000)).not.toBe(versionOf({ currency: 'CNY' }))
  })
})

describe('a call to a model without a price', () => {
  const call = { tier: 'on-prem', model: 'llama', usage, at: day('2026-07-01') } as const

  test('is booked at the dearest price that is known, without a version, never as free', () => {
    const { micros, version } = priceCall(call, catalogue)
    expect(version).toBeUndefined()
    expect(micros).toBe(costOf(usage, price('*', 9)))
  })

  test('is named before it is made, and so is a baseline without a price', () => {
    const unknown: ModelCatalogue = {
      ...catalogue,
      baselineModel: 'nobody-knows',
      prices: [price('gpt-4o', 2)],
      providers: [providerOf('on-prem', { model: 'llama' }), providerOf('cloud', { model: 'gpt-4o' })],
    }
    expect(unpricedModels(unknown, day('2026-07-01')).map(({ provider, model }) => [provider, model])).toEqual([
      ['on-prem', 'llama'],
      ['baseline', 'nobody-knows'],
    ])
  })
})

describe("the price of a machine of one's own", () => {
  test('comes from what its hours cost, how much of them is used and how fast it is', () => {
    const amounts = priceFromHardware({
      gpus: 2,
      gpuHour: 2,
      kilowatts: 2.5,
      kilowattHour: 0.2,
      utilisation: 0.25,
      inputTokensPerSecond: 5000,
      outputTokensPerSecond: 1000,
    })
    // An hour costs 2 × 2 + 2.5 × 0.2 = 4.50; a used one 18.00, half a cent a second.
    expect(amounts).toEqual({
      inputPerMillion: 1_000_000,
      cachedInputPerMillion: 1_000_000,
      outputPerMillion: 5_000_000,
    })
  })
})

describe('the cost of a call', () => {
  test('counts the tokens that a model thinks with at their own price, where they have one', () => {
    const thinking = price('m', 2, { reasoningPerMillion: toMicros(20_000_000) })
    expect(costOf(usage, thinking)).toBe(600 * 2 + 400 * 1 + 70 * 8 + 30 * 20)
    expect(highestCost(1000, 100, thinking)).toBe(1000 * 2 + 100 * 20)
  })

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
