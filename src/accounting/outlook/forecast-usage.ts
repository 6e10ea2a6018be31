import { budgetSubjectsOf, isSameSubject, withoutStatus } from '../../domain/accounting/budget.ts'
import { isAdmin, type Principal } from '../../domain/access/principal.ts'
import type { WallClock } from '../../domain/time/wall-clock.ts'
import type { BudgetStore } from '../../ports/budget-store.ts'
import type { Ledger } from '../../ports/ledger.ts'
import { type BudgetForecast, type Forecast, forecast, forecastBudget, forecastFrom } from './forecast.ts'

export interface UsageForecast extends Forecast {
  /** `YYYY-MM`. */
  readonly month: string
  readonly budgets: readonly BudgetForecast[]
}

export interface ForecastParts {
  readonly ledger: Ledger
  readonly budgets: BudgetStore
  /** Says when the days and months of budgets begin. */
  readonly wallClock: WallClock
}

/** The end of the month for the organisation and every budget; for others than administrators, of their own. */
export async function forecastUsage(
  { ledger, budgets, wallClock }: ForecastParts,
  principal: Principal,
  at: number,
): Promise<UsageForecast> {
  const now = wallClock(at)
  const from = forecastFrom(now)
  const subject = isAdmin(principal)
    ? ({ kind: 'organisation', id: '*' } as const)
    : ({ kind: 'user', id: principal.id } as const)
  const limits = (await budgets.budgets(at)).filter((budget) => isAdmin(principal) || isOwn(budget, principal))
  return {
    month: new Date(now).toISOString().slice(0, 7),
    ...forecast(await ledger.spending(subject, from), now),
    budgets: await Promise.all(
      limits.map(async (status) => forecastBudget(withoutStatus(status), await ledger.spending(status, from), now)),
    ),
  }
}

/** Whether a budget is of the principal itself, and not of a group that it belongs to. */
export function isOwn(budget: Parameters<typeof isSameSubject>[0], { id }: Principal): boolean {
  return budget.kind !== 'organisation' && budgetSubjectsOf(id).some((subject) => isSameSubject(subject, budget))
}
