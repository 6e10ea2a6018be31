import type { ModelCatalogue } from '../../../../src/domain/routing/model-catalogue.ts'
import { toMicros } from '../../../../src/domain/money.ts'
import { providerOf } from '../../../support/providers.ts'

/** A model whose every call costs exactly the most that it can: 100 micros, all for its reply. */
const provider = providerOf('cloud', { name: 'dear', maxOutputTokens: 100 })
const catalogue: ModelCatalogue = {
  currency: 'USD',
  providers: [provider],
  hardFrom: 0.5,
  baselineModel: 'test-model',
  prices: [
    {
      model: '*',
      tier: 'cloud',
      currency: 'USD',
      inputPerMillion: toMicros(0),
      cachedInputPerMillion: toMicros(0),
      outputPerMillion: toMicros(1_000_000),
      validFrom: '2020-01-01',
      assumed: false,
    },
  ],
}

export const dearCatalogue = { provider, catalogue, callMicros: 100 }
