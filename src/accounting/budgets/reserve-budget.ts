import { budgetSubjectsOf } from '../../domain/accounting/budget.ts'
import type { ModelCatalogue, ModelProvider } from '../../domain/routing/model-catalogue.ts'
import { toMicros } from '../../domain/money.ts'
import type { Principal } from '../../domain/access/principal.ts'
import { reservationLifetimeMs } from '../../domain/time/time-limits.ts'
import type { BudgetStore, Reservation } from '../../ports/budget-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AnnounceWarnings } from './announce-warnings.ts'
import { batchPrice } from '../prices/batch-price.ts'
import { highestCost } from '../prices/cost.ts'
import { priceOf } from '../prices/price-list.ts'

/**
 * What is set aside for a call whose model has no price: more than any budget, so that a call whose
 * cost cannot be bounded is made only where no budget in money is in force.
 */
const unboundedMicros = toMicros(1_000_000_000_000)

export type ReserveBudget = (call: {
  readonly answerId: string
  readonly principal: Principal
  readonly provider: ModelProvider
  readonly catalogue: ModelCatalogue
  readonly promptTokens: number
  /** What a batch API asks of the price, 0…1; all of it where absent. */
  readonly priceShare?: number
}) => Promise<Reservation>

/** Sets aside the most that a call can cost, in money and in tokens, or says which budget has no room for it. */
export function createReserveBudget(
  budgets: Pick<BudgetStore, 'reserve'>,
  clock: Clock,
  announce: AnnounceWarnings,
): ReserveBudget {
  return async ({ answerId, principal, provider, catalogue, promptTokens, priceShare }) => {
    const at = clock()
    const full = priceOf(catalogue, provider.tier, provider.model, at)
    const price = full === undefined || priceShare === undefined ? full : batchPrice(full, priceShare)
    const reservation = await budgets.reserve({
      answerId,
      subjects: budgetSubjectsOf(principal.id, principal.team),
      micros: price === undefined ? unboundedMicros : highestCost(promptTokens, provider.maxOutputTokens, price),
      tokens: promptTokens + provider.maxOutputTokens,
      at,
      expiresAt: at + reservationLifetimeMs,
    })
    if (!reservation.granted) announce(reservation.warnings)
    return reservation
  }
}
