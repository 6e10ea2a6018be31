import type { Budget, BudgetKey, BudgetStatus, BudgetSubject, Spending } from '../domain/accounting/budget.ts'
import type { BudgetWarning } from '../domain/accounting/budget-warning.ts'

export interface ReservationRequest extends Spending {
  readonly answerId: string
  readonly subjects: readonly BudgetSubject[]
  readonly at: number
  /** When an unsettled reservation stops counting, in ms since the epoch. */
  readonly expiresAt: number
}

export type Reservation =
  | { readonly granted: true; readonly id: string }
  | {
      readonly granted: false
      /** Of the limits without room, the one whose policy is the strictest. */
      readonly exhausted: Budget
      /** Those that this refusal gave rise to, the first of its period for each limit without room. */
      readonly warnings: readonly BudgetWarning[]
    }

/** Limits and what is promised against them. What was spent is read from the ledger. Lists are in order. */
export interface BudgetStore {
  /** Replaces all limits. */
  setBudgets(budgets: readonly Budget[]): Promise<void>
  /** Adds a limit, or gives one new terms. */
  setBudget(budget: Budget): Promise<void>
  /** Whether there was such a limit. */
  removeBudget(budget: BudgetKey): Promise<boolean>
  budgets(at: number): Promise<readonly BudgetStatus[]>
  /** The limits that bind any of the subjects. */
  budgetsOf(subjects: readonly BudgetSubject[], at: number): Promise<readonly BudgetStatus[]>
  /** Grants only if every limit of every subject has room; checked and written in one step. */
  reserve(request: ReservationRequest): Promise<Reservation>
  /** Lets reservations count until later, those that count still. @returns how many of them do */
  extend(ids: readonly string[], expiresAt: number): Promise<number>
  /** Frees a reservation whose call did not take place. */
  release(id: string): Promise<void>
}
