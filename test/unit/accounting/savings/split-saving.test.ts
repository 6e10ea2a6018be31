import { describe, expect, test } from '@jest/globals'
import { type AnsweredCheaper, splitSaving } from '../../../../src/accounting/savings/split-saving.ts'
import type { ModelCatalogue, ModelPrice } from '../../../../src/domain/routing/model-catalogue.ts'
import { addMicros, toMicros, zeroMicros } from '../../../../src/domain/money.ts'
import { noUsage } from '../../../../src/domain/accounting/usage.ts'
import { priceWith } from '../../../support/prices.ts'
import { providerOf } from '../../../support/providers.ts'

const price = (model: string, perMillion: number, tier: ModelPrice['tier'] = 'cloud') =>
  priceWith(
    { input: perMillion * 1_000_000, cached: perMillion * 500_000, output: perMillion * 1_000_000 },
    { model, tier },
  )
const gpu = providerOf('on-prem', { name: 'gpu', model: 'qwen' })
const large = providerOf('cloud', { name: 'large', model: 'large' })
const small = providerOf('cloud', { name: 'small', model: 'small' })
const catalogue: ModelCatalogue = {
  currency: 'USD',
  hardFrom: 0.65,
  baselineModel: 'baseline',
  providers: [gpu, large, small],
  prices: [price('baseline', 10), price('large', 6), price('small', 1), price('qwen', 2, 'on-prem')],
}
const question = (over: Partial<AnsweredCheaper>): AnsweredCheaper => ({
  usage: { ...noUsage, promptTokens: 900, completionTokens: 100 },
  compressedTokens: 500,
  isCacheHit: false,
  costMicros: zeroMicros,
  catalogue,
  at: Date.UTC(2026, 0, 1),
  ...over,
})

describe('what made a question cheaper', () => {
  test.each([
    [
      'on the premises',
      { provider: gpu, costMicros: toMicros(2000) },
      { routing: 4000, compression: 5000, prices: 4000 },
    ],
    ['by quoting', {}, { routing: 6000, compression: 5000, prices: 4000 }],
    [
      'by the large cloud model',
      { provider: large, costMicros: toMicros(6000) },
      { routing: 0, compression: 5000, prices: 4000 },
    ],
    [
      'by the small one',
      { provider: small, costMicros: toMicros(1000) },
      { routing: 5000, compression: 5000, prices: 4000 },
    ],
    [
      'by the large one, through its batch API',
      { provider: large, costMicros: toMicros(3000), discountMicros: toMicros(3000) },
      { routing: 0, compression: 5000, prices: 4000, batch: 3000 },
    ],
    [
      'by the large one, as a reply of its batch API was of no use',
      { provider: large, costMicros: toMicros(9000), sharedInVainMicros: toMicros(3000) },
      { routing: 0, compression: 5000, prices: 4000, batch: -3000 },
    ],
    [
      'by the large one, together with other questions',
      { provider: large, costMicros: toMicros(6000), sharedTokens: 300 },
      { routing: 0, compression: 5000, prices: 4000, batch: 3000 },
    ],
    [
      'on the premises, after a call with other questions that was in vain',
      { provider: gpu, costMicros: toMicros(2700), sharedInVainMicros: toMicros(700) },
      { routing: 4000, compression: 5000, prices: 4000, batch: -700 },
    ],
    [
      'by the small one with half its prompt cached',
      { provider: small, costMicros: toMicros(775) },
      { routing: 5000, compression: 5000, prices: 4225 },
    ],
    ['from the cache', { isCacheHit: true, compressedTokens: 0 }, { cache: 10_000 }],
  ])('answered %s', (_, given, expected) => {
    const { baselineMicros, saved } = splitSaving(question(given))
    expect(saved).toEqual({ cache: 0, routing: 0, compression: 0, batch: 0, prices: 0, ...expected })
    expect(addMicros(...Object.values(saved))).toBe(baselineMicros - question(given).costMicros)
  })

  test('where no cloud provider is configured, all that was not compressed is routing', () => {
    const { saved } = splitSaving(
      question({ catalogue: { ...catalogue, providers: [gpu] }, costMicros: toMicros(2000) }),
    )
    expect(saved).toMatchObject({ routing: 8000, compression: 5000, prices: 0 })
  })

  test('without a price for the baseline no saving is claimed', () => {
    const { baselineMicros, saved } = splitSaving(
      question({ catalogue: { ...catalogue, baselineModel: 'unknown', providers: [] }, costMicros: toMicros(10) }),
    )
    expect(baselineMicros).toBe(0)
    expect(addMicros(...Object.values(saved))).toBe(-10)
  })
})
