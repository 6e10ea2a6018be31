import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import { type Micros, zeroMicros } from '../../domain/money.ts'
import type { TokenUsage } from '../../domain/accounting/usage.ts'
import { costOf } from '../prices/cost.ts'
import { priceOf } from '../prices/price-list.ts'

/**
 * What the same tokens would have cost at the configured all-cloud baseline, without any cache: the
 * other side of every saving. Zero when the baseline model has no price, so that no saving is
 * claimed that cannot be shown.
 */
export function baselineCost(usage: TokenUsage, catalogue: ModelCatalogue, at: number): Micros {
  const price = priceOf(catalogue, 'cloud', catalogue.baselineModel, at)
  return price === undefined ? zeroMicros : costOf({ ...usage, cachedTokens: 0 }, price)
}
