import type { ModelPrice } from '../../src/domain/routing/model-catalogue.ts'
import { toMicros } from '../../src/domain/money.ts'

/** What a model costs, in micros per million tokens. */
export interface Tariff {
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly reasoning: number
}

/** A price of a tariff, for every model in the cloud and for good unless said otherwise. */
export function priceWith(
  { input, cached = input, output, reasoning }: Pick<Tariff, 'input' | 'output'> & Partial<Tariff>,
  over: Partial<ModelPrice> = {},
): ModelPrice {
  return {
    model: '*',
    tier: 'cloud',
    currency: 'USD',
    inputPerMillion: toMicros(input),
    cachedInputPerMillion: toMicros(cached),
    outputPerMillion: toMicros(output),
    ...(reasoning !== undefined && { reasoningPerMillion: toMicros(reasoning) }),
    validFrom: '2020-01-01',
    assumed: false,
    ...over,
  }
}
