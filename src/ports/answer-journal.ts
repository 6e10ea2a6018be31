import type { Answer } from '../domain/answers/answer.ts'
import type { AuditEvent } from '../domain/audit/audit-record.ts'
import type { BudgetWarning } from '../domain/accounting/budget-warning.ts'
import type { LedgerEntry } from '../domain/accounting/ledger-entry.ts'
import type { Explanation } from '../domain/answers/explanation.ts'

/** Everything that is written down when a question has ended, however it ended. */
export interface Settlement {
  /** Absent when the question failed or was cancelled before there was an answer to keep. */
  readonly answer?: Answer
  readonly principalId: string
  readonly explanation?: Explanation
  readonly entries: readonly LedgerEntry[]
  readonly event: AuditEvent
  /** Budget reservations that the entries replace. */
  readonly reservations: readonly string[]
}

export interface StoredAnswer {
  readonly answer: Answer
  readonly principalId: string
  readonly explanation: Explanation
  readonly feedback?: AnswerFeedback
}

export interface AnswerFeedback {
  readonly rating: 'up' | 'down'
  readonly comment?: string
  readonly at: number
}

/** An answer that somebody rated. */
export interface RatedAnswer extends StoredAnswer {
  readonly feedback: AnswerFeedback
}

/** Which rated answers are wanted. */
export interface RatedQuery {
  /** Rated at this time or later, in ms since the epoch. */
  readonly since: number
  readonly rating?: AnswerFeedback['rating']
  /** Where the page before ended. */
  readonly after?: { readonly at: number; readonly id: string }
  readonly limit: number
}

/** The memory of what was answered. */
export interface AnswerJournal {
  /**
   * Writes answer, ledger entries and audit record and frees reservations, all or nothing.
   * @returns warnings of budgets that this gave rise to, written down with it
   */
  settle(settlement: Settlement): Promise<readonly BudgetWarning[]>
  get(answerId: string): Promise<StoredAnswer | undefined>
  saveFeedback(answerId: string, feedback: AnswerFeedback): Promise<void>
  /** Rated answers in the order they were rated, and by id. */
  rated(query: RatedQuery): Promise<readonly RatedAnswer[]>
}
