import type { ModelCatalogue, ModelPrice } from '../domain/model-catalogue.ts'
import type { Tier } from '../domain/route.ts'

/**
 * The price of a model on a day: an exact name before a pattern, a longer pattern before a shorter
 * one, and of the prices of one name the latest that is valid. Undefined when none fits, which is an
 * error to report and never a price of zero.
 */
export function priceOf(
  catalogue: ModelCatalogue,
  tier: Exclude<Tier, 'extractive'>,
  model: string,
  at: number,
): ModelPrice | undefined {
  const day = new Date(at).toISOString().slice(0, 10)
  return catalogue.prices
    .filter((price) => price.tier === tier && price.validFrom <= day && matches(price.model, model))
    .toSorted((a, b) => specificity(b.model) - specificity(a.model) || b.validFrom.localeCompare(a.validFrom))
    .at(0)
}

function matches(pattern: string, model: string): boolean {
  return pattern.endsWith('*') ? model.startsWith(pattern.slice(0, -1)) : pattern === model
}

function specificity(pattern: string): number {
  return pattern.endsWith('*') ? pattern.length - 1 : Number.POSITIVE_INFINITY
}
