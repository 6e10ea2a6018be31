import type { BudgetSubject } from '../domain/accounting/budget.ts'
import type { BudgetWarning } from '../domain/accounting/budget-warning.ts'
import type { LedgerEntry, UsageGrouping, UsageTotal } from '../domain/accounting/ledger-entry.ts'
import type { Micros } from '../domain/money.ts'

export interface UsageQuery {
  /** In ms since the epoch; inclusive. */
  readonly from: number
  /** In ms since the epoch; exclusive. */
  readonly to: number
  readonly groupBy: UsageGrouping
  /** Only entries of this principal. */
  readonly principalId?: string
}

export interface DaySpending {
  /** The start of the day on the wall clock of budgets. */
  readonly day: number
  readonly micros: Micros
  readonly tokens: number
}

/** The append-only entries that settlements write, and sums over them. Days of totals are in UTC. */
export interface Ledger {
  /**
   * Adds calls that belong to no question, and frees what was reserved for them.
   * @returns warnings of budgets that this gave rise to, written down with it
   */
  book(entries: readonly LedgerEntry[], reservations: readonly string[], at: number): Promise<readonly BudgetWarning[]>
  totals(query: UsageQuery): Promise<readonly UsageTotal[]>
  /**
   * What calls on behalf of somebody cost, day by day since `from`, in order; days without calls are left out. Days, and
   * `from`, are those of the wall clock of budgets.
   */
  spending(subject: BudgetSubject, from: number): Promise<readonly DaySpending[]>
}
