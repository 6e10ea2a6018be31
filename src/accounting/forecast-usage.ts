import { isAdmin, type Principal } from '../domain/principal.ts'
import type { BudgetStore } from '../ports/budget-store.ts'
import type { Ledger } from '../ports/ledger.ts'
import { type BudgetForecast, type Forecast, forecast, forecastBudget, forecastFrom } from './forecast.ts'

export interface UsageForecast extends Forecast {
  /** `YYYY-MM`. */
  readonly month: string
  readonly budgets: readonly BudgetForecast[]
}

/** The end of the month for the organisation and every budget; for others than administrators, of their own. */
export async function forecastUsage(
  { ledger, budgets }: { readonly ledger: Ledger; readonly budgets: BudgetStore },
  principal: Principal,
  now: number,
): Promise<UsageForecast> {
  const from = forecastFrom(now)
  const subject = isAdmin(principal)
    ? ({ kind: 'organisation', id: '*' } as const)
    : ({ kind: 'user', id: principal.id } as const)
  const limits = (await budgets.budgets(now)).filter(
    ({ kind, id }) => isAdmin(principal) || (kind === 'user' && id === principal.id),
  )
  return {
    month: new Date(now).toISOString().slice(0, 7),
    ...forecast(await ledger.spending(subject, from), now),
    budgets: await Promise.all(
      limits.map(async ({ kind, id, period, limitMicros }) =>
        forecastBudget({ kind, id, period, limitMicros }, await ledger.spending({ kind, id }, from), now),
      ),
    ),
  }
}
