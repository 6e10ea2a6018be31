import type { ModelCatalogue, ModelProvider } from '../domain/model-catalogue.ts'
import { toMicros } from '../domain/money.ts'
import type { Principal } from '../domain/principal.ts'
import { reservationLifetimeMs } from '../domain/time-limits.ts'
import type { BudgetStore, BudgetSubject, Reservation } from '../ports/budget-store.ts'
import type { Clock } from '../ports/clock.ts'
import { highestCost } from './cost.ts'
import { priceOf } from './price-list.ts'

/**
 * What is set aside for a call whose model has no price: more than any budget, so that a call whose
 * cost cannot be bounded is made only where no budget is in force.
 */
const unboundedMicros = toMicros(1_000_000_000_000)

export type ReserveBudget = (call: {
  readonly answerId: string
  readonly principal: Principal
  readonly provider: ModelProvider
  readonly catalogue: ModelCatalogue
  readonly promptTokens: number
}) => Promise<Reservation>

/** Sets aside the most that a call can cost, or says which budget has no room for it. */
export function createReserveBudget(budgets: BudgetStore, clock: Clock): ReserveBudget {
  return ({ answerId, principal, provider, catalogue, promptTokens }) => {
    const at = clock()
    const price = priceOf(catalogue, provider.tier, provider.model, at)
    return budgets.reserve({
      answerId,
      subjects: budgetSubjects(principal),
      micros: price === undefined ? unboundedMicros : highestCost(promptTokens, provider.maxOutputTokens, price),
      at,
      expiresAt: at + reservationLifetimeMs,
    })
  }
}

/** Whose budgets a principal draws on. */
function budgetSubjects(principal: Principal): readonly BudgetSubject[] {
  return [
    { kind: 'organisation', id: '*' },
    ...(principal.team === undefined ? [] : [{ kind: 'team', id: principal.team } as const]),
    { kind: 'user', id: principal.id },
  ]
}
