import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import { type Micros, zeroMicros } from '../../domain/money.ts'
import type { Tier } from '../../domain/routing/route.ts'
import type { TokenUsage } from '../../domain/accounting/usage.ts'
import { batchPrice } from './batch-price.ts'
import { costOf } from './cost.ts'
import { dearestPrice, priceOf } from './price-list.ts'

/** A model call as far as its price is concerned. */
export interface PricedUsage {
  readonly tier: Exclude<Tier, 'extractive'>
  readonly model: string
  readonly usage: TokenUsage
  /** In ms since the epoch. */
  readonly at: number
  /** What a batch API asks of the price, 0…1; all of it where absent. */
  readonly priceShare?: number
}

export interface CallPrice {
  readonly micros: Micros
  /** Which price was counted with; absent when none was known. */
  readonly version?: string
}

/**
 * What a call is booked at. Without a price of its own it is booked at the dearest one that is known and has no
 * version: reports name it as an error to fix, and what was spent is not told too low until somebody does.
 */
export function priceCall({ tier, model, usage, at, priceShare }: PricedUsage, catalogue: ModelCatalogue): CallPrice {
  const full = priceOf(catalogue, tier, model, at)
  const price = full === undefined || priceShare === undefined ? full : batchPrice(full, priceShare)
  if (price !== undefined) return { micros: costOf(usage, price), version: price.version }
  const dearest = dearestPrice(catalogue, at)
  return { micros: dearest === undefined ? zeroMicros : costOf(usage, dearest) }
}
