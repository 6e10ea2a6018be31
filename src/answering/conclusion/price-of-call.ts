import { type CallPrice, priceCall } from '../../accounting/prices/price-call.ts'
import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import { type Micros, toMicros, zeroMicros } from '../../domain/money.ts'
import { addUsage, type TokenUsage } from '../../domain/accounting/usage.ts'
import type { ModelCall } from '../generation/model-call.ts'

/** Parts of a shared call are priced such that they add up to what the whole of it costs. */
export function priceOfCall(
  { provider, usage, startedAt, shared, deferred }: ModelCall,
  catalogue: ModelCatalogue,
): CallPrice {
  const priced = (tokens: TokenUsage) =>
    priceCall(
      {
        tier: provider.tier,
        model: provider.model,
        usage: tokens,
        at: startedAt,
        ...(deferred !== undefined && { priceShare: deferred.priceShare }),
      },
      catalogue,
    )
  if (shared === undefined) return priced(usage)
  const upTo = priced(addUsage(shared.before, usage))
  return { ...upTo, micros: toMicros(upTo.micros - priced(shared.before).micros) }
}

/** Whether no answer came of a call that was shared or handed to a batch API. */
export function isInVain({ shared, deferred }: ModelCall): boolean {
  return shared?.isAnswer === false || deferred?.isAnswer === false
}

/** What a batch API took off the price of a call. */
export function discountOf(call: ModelCall, catalogue: ModelCatalogue): Micros {
  if (call.deferred === undefined) return zeroMicros
  const { deferred: _, ...live } = call
  return toMicros(priceOfCall(live, catalogue).micros - priceOfCall(call, catalogue).micros)
}
