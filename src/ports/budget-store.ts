import type { Micros } from '../domain/money.ts'

/** Whom a limit binds. `organisation` has the id `*`. */
export interface BudgetSubject {
  readonly kind: 'organisation' | 'team' | 'user'
  readonly id: string
}

export interface Budget extends BudgetSubject {
  readonly period: 'day' | 'month'
  readonly limitMicros: Micros
}

export interface BudgetStatus extends Budget {
  readonly spentMicros: Micros
  readonly reservedMicros: Micros
}

export interface ReservationRequest {
  readonly answerId: string
  readonly subjects: readonly BudgetSubject[]
  /** The most that the call can cost. */
  readonly micros: Micros
  readonly at: number
  /** When an unsettled reservation stops counting, in ms since the epoch. */
  readonly expiresAt: number
}

export type Reservation =
  | { readonly granted: true; readonly id: string }
  | { readonly granted: false; readonly exhausted: Budget }

/** Limits and what is promised against them. What was spent is read from the ledger. */
export interface BudgetStore {
  setBudgets(budgets: readonly Budget[]): Promise<void>
  budgets(at: number): Promise<readonly BudgetStatus[]>
  /** Grants only if every limit of every subject has room; checked and written in one step. */
  reserve(request: ReservationRequest): Promise<Reservation>
  /** Frees a reservation whose call did not take place. */
  release(id: string): Promise<void>
}
