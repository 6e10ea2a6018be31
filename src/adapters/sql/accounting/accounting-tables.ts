import type { Budget, BudgetSubject } from '../../../domain/accounting/budget.ts'
import type { Micros } from '../../../domain/money.ts'

/** What was spent, what may be, and what is set aside for calls under way. */
export interface AccountingTables {
  readonly ledger_entries: LedgerEntryRow
  readonly spending: SpendingRow
  readonly budgets: BudgetRow
  readonly budget_warnings: BudgetWarningRow
  readonly reservations: ReservationRow
  readonly reservation_subjects: ReservationSubjectRow
}

export interface LedgerEntryRow {
  readonly id: string
  readonly kind: 'call' | 'question'
  readonly answer_id: string
  readonly at: number
  readonly principal_id: string
  readonly team: string | null
  readonly tier: string
  readonly provider: string
  readonly model: string
  readonly prompt_tokens: number
  readonly cached_tokens: number
  readonly completion_tokens: number
  readonly reasoning_tokens: number
  readonly estimated: number
  readonly cost_micros: number
  readonly currency: string
  readonly baseline_micros: number
  readonly cache: string
  readonly outcome: string
  readonly unpriced: number
  readonly purpose: string | null
  readonly price_version: string | null
  readonly source: string | null
  readonly saved_by_cache: number
  readonly saved_by_routing: number
  readonly saved_by_compression: number
  readonly saved_by_batch: number
  readonly saved_by_prices: number
}

/** What the ledger's calls of a day cost on behalf of somebody. Always the sum of those entries. */
export interface SpendingRow {
  readonly kind: BudgetSubject['kind']
  readonly id: string
  /** The start of the day on the wall clock of budgets. */
  readonly day: number
  readonly micros: Micros
  /** Of prompts and replies together. */
  readonly tokens: number
}

export interface BudgetRow {
  readonly kind: BudgetSubject['kind']
  readonly id: string
  readonly period: Budget['period']
  readonly unit: Budget['unit']
  readonly amount: number
  /** As JSON. */
  readonly warn_at: string
  readonly when_exhausted: Budget['whenExhausted']
  readonly cheaper_from: number | null
}

/** A share of a limit that was reached, once for each period, share and amount. */
interface BudgetWarningRow {
  readonly warning: string
  readonly kind: BudgetSubject['kind']
  readonly id: string
  readonly period: Budget['period']
  readonly unit: Budget['unit']
  /** The start of the period on the wall clock of budgets. */
  readonly period_from: number
  /** In percent of the limit. */
  readonly share: number
  readonly amount: number
  readonly spent: number
  readonly at: number
  /** How often it was sent in vain. */
  readonly attempts: number
  readonly next_try_at: number
  readonly sent_at: number | null
}

interface ReservationRow {
  readonly id: string
  readonly answer_id: string
  readonly micros: number
  readonly tokens: number
  readonly at: number
  readonly expires_at: number
}

interface ReservationSubjectRow {
  readonly reservation: string
  readonly kind: BudgetSubject['kind']
  readonly id: string
}
