import { type BudgetStatus, budgetSubjectsOf, usedPercent } from '../../domain/accounting/budget.ts'
import type { Principal } from '../../domain/access/principal.ts'
import type { BudgetStore } from '../../ports/budget-store.ts'
import type { Clock } from '../../ports/clock.ts'

/** A budget so far used up that cheaper models are to be asked first. */
export interface LowBudget extends Pick<BudgetStatus, 'kind' | 'id' | 'period'> {
  /** Spent and reserved, in whole percent of the limit. */
  readonly percent: number
}

/** The fullest of a principal's budgets that ask for cheaper models already; undefined where none does. */
export type FindLowBudget = (principal: Principal) => Promise<LowBudget | undefined>

export function createFindLowBudget(budgets: Pick<BudgetStore, 'budgetsOf'>, clock: Clock): FindLowBudget {
  return async ({ id, team }) => {
    const statuses = await budgets.budgetsOf(budgetSubjectsOf(id, team), clock())
    return statuses
      .map((status) => ({ ...status, percent: usedPercent(status, status.spent + status.reserved) }))
      .filter(({ cheaperFrom, percent }) => cheaperFrom !== undefined && percent >= cheaperFrom)
      .toSorted((a, b) => b.percent - a.percent)
      .at(0)
  }
}
