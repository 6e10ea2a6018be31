import type { BudgetWarning } from '../domain/accounting/budget-warning.ts'

/** A warning that is to be sent, and how often that failed. */
export interface UnsentWarning extends BudgetWarning {
  readonly attempts: number
}

/** Warnings on their way to whoever is told of them outside. They are written together with what gave rise to them. */
export interface BudgetWarnings {
  /**
   * Those that are due, the oldest first. Nobody else is given them before `leaseMs` have passed.
   * @param since those raised before are given up
   */
  takeDue(at: number, leaseMs: number, since: number): Promise<readonly UnsentWarning[]>
  noteSent(warningId: string, at: number): Promise<void>
  noteFailed(warningId: string, nextTryAt: number): Promise<void>
}
