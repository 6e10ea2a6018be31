import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import { priceOf, whyUnpriced } from './price-list.ts'

/** A model whose calls could not be priced today. */
export interface UnpricedModel {
  /** The provider that is to be asked; `baseline` for the model that savings are measured against. */
  readonly provider: string
  readonly model: string
  readonly reason: string
}

/** The configured models without a price, which is to be fixed before money is spent on them. */
export function unpricedModels(catalogue: ModelCatalogue, at: number): readonly UnpricedModel[] {
  const baseline = { name: 'baseline', tier: 'cloud', model: catalogue.baselineModel } as const
  return [...catalogue.providers, baseline]
    .filter(({ tier, model }) => priceOf(catalogue, tier, model, at) === undefined)
    .map(({ name, tier, model }) => ({ provider: name, model, reason: whyUnpriced(catalogue, tier, model, at) }))
}
