import type { UsageGrouping, UsageTotal } from '../domain/ledger-entry.ts'

import type { Micros } from '../domain/money.ts'
import type { BudgetSubject } from './budget-store.ts'

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
  /** The start of the day in UTC, in ms since the epoch. */
  readonly day: number
  readonly micros: Micros
}

/** Sums over the append-only entries that settlements wrote. Days are in UTC. */
export interface Ledger {
  totals(query: UsageQuery): Promise<readonly UsageTotal[]>
  /** What calls on behalf of somebody cost, day by day since `from`, in order; days without calls are left out. */
  spending(subject: BudgetSubject, from: number): Promise<readonly DaySpending[]>
}
