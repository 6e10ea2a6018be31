import type { BudgetReport } from '../accounting/budgets/budget-limits.ts'
import type { BudgetForecast } from '../accounting/outlook/forecast.ts'
import { type Budget, type BudgetStatus, usedPercent } from '../domain/accounting/budget.ts'

/** A limit with what counts against it, amounts named by their unit. */
export function publicBudget(status: BudgetStatus) {
  const { spent, reserved } = status
  return {
    ...termsOf(status),
    ...amounts(status, { spent, reserved }),
    usedPercent: usedPercent(status, spent),
    /** The highest of the shares to warn at that is reached. */
    ...reachedOf(status),
  }
}

/** The same, with how it will fare. */
export function publicBudgetReport({ forecast, ...status }: BudgetReport) {
  return {
    ...publicBudget(status),
    forecast: {
      ...amounts(status, { expected: forecast.expected, averageDay: forecast.averageDay }),
      basedOnDays: forecast.basedOnDays,
      ...(forecast.runsOutOn !== undefined && { runsOutOn: forecast.runsOutOn }),
    },
  }
}

/** How a limit will fare. */
export function publicBudgetForecast(forecast: BudgetForecast) {
  const { spent, expected, averageDay, basedOnDays, runsOutOn } = forecast
  return {
    ...termsOf(forecast),
    ...amounts(forecast, { spent, expected, averageDay }),
    basedOnDays,
    ...(runsOutOn !== undefined && { runsOutOn }),
  }
}

function termsOf(budget: Budget) {
  const { kind, id, period, unit, limit, warnAt, whenExhausted, cheaperFrom } = budget
  return {
    kind,
    id,
    period,
    unit,
    ...amounts(budget, { limit }),
    warnAt,
    whenExhausted,
    ...(cheaperFrom !== undefined && { cheaperFrom }),
  }
}

/** `spent` becomes `spentMicros` or `spentTokens`. */
function amounts(
  { unit }: Pick<Budget, 'unit'>,
  values: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const suffix = unit === 'money' ? 'Micros' : 'Tokens'
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${name}${suffix}`, value]))
}

function reachedOf(status: BudgetStatus): { readonly reachedPercent?: number } {
  const reached = status.warnAt.findLast((share) => usedPercent(status, status.spent) >= share)
  return reached === undefined ? {} : { reachedPercent: reached }
}
