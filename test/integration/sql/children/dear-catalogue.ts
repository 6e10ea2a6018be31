import type { ModelCatalogue } from '../../../../src/domain/routing/model-catalogue.ts'
import { priceWith } from '../../../support/prices.ts'
import { providerOf } from '../../../support/providers.ts'

/** A model whose every call costs exactly the most that it can: 100 micros, all for its reply. */
const provider = providerOf('cloud', { name: 'dear', maxOutputTokens: 100 })
const catalogue: ModelCatalogue = {
  currency: 'USD',
  providers: [provider],
  hardFrom: 0.5,
  baselineModel: 'test-model',
  prices: [priceWith({ input: 0, output: 1_000_000 })],
}

export const dearCatalogue = { provider, catalogue, callMicros: 100 }
