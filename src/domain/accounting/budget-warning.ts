import type { Budget, BudgetStatus } from './budget.ts'
import { usedPercent } from './budget.ts'

/** A share of a limit that was reached: told once for each period, share and limit, whichever machine saw it. */
export interface BudgetWarning extends Pick<Budget, 'kind' | 'id' | 'period' | 'unit' | 'limit'> {
  readonly warningId: string
  /** In percent of the limit; `exhausted` where a call found no room. */
  readonly share: number
  readonly spent: number
  /** The first day of the period, as ms since the epoch on the wall clock of budgets. */
  readonly periodFrom: number
  readonly at: number
}

/** The share of a warning that a call found no room. */
export const exhaustedShare = 100

/** The shares of a limit at which to warn that are reached by what is spent. */
export function reachedShares(status: BudgetStatus): readonly number[] {
  const used = usedPercent(status, status.spent)
  return status.warnAt.filter((share) => used >= share)
}
