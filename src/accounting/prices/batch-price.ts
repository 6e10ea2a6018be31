import { toMicros } from '../../domain/money.ts'
import type { KnownPrice } from './price-list.ts'

/** A price as it is in a batch API: a share of it, to the micro per million tokens, told from the price itself. */
export function batchPrice(price: KnownPrice, share: number): KnownPrice {
  const part = (amount: number) => toMicros(Math.round(amount * share))
  return {
    ...price,
    inputPerMillion: part(price.inputPerMillion),
    cachedInputPerMillion: part(price.cachedInputPerMillion),
    outputPerMillion: part(price.outputPerMillion),
    ...(price.reasoningPerMillion !== undefined && { reasoningPerMillion: part(price.reasoningPerMillion) }),
    version: `${price.version} × ${share}`,
  }
}
