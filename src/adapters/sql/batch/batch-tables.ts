import type { Generated } from 'kysely'

/** Questions asked as one job, and those that a provider answers later. */
export interface BatchTables {
  readonly batches: BatchRow
  readonly batch_questions: BatchQuestionRow
  readonly delegations: DelegationRow
  readonly delegated_questions: DelegatedQuestionRow
}

export interface BatchRow {
  /** Higher is newer. */
  readonly number: Generated<number>
  readonly id: string
  readonly principal_id: string
  /** A `Principal`, as JSON. */
  readonly principal: string
  readonly settings: string
  /** Name and columns, as JSON, sealed. */
  readonly sealed_form: string
  readonly currency: string
  readonly status: string
  readonly created_at: number
  readonly finished_at: number | null
  readonly runner: string | null
  /** When its runner last gave a sign of life. */
  readonly heard_of_at: number
  readonly running_since: number | null
  readonly done_before: number | null
  readonly error: string | null
  readonly cancel_requested: Generated<number>
  /** Before it, nobody needs to take it up. */
  readonly resume_at: number | null
}

export interface BatchQuestionRow {
  readonly batch: string
  readonly number: number
  /** The question and the other cells of its row, as JSON, sealed. */
  readonly sealed_question: string
  readonly state: string
  readonly answer_id: string | null
  readonly cost_micros: number | null
  readonly sealed_error: string | null
}

export interface DelegationRow {
  /** Higher is newer. */
  readonly number: Generated<number>
  readonly id: string
  readonly batch: string
  readonly provider: string
  readonly model: string
  readonly state: string
  readonly created_at: number
  readonly due_at: number
  readonly file_id: string | null
  readonly remote_id: string | null
  readonly total: number
  readonly done: number
  readonly failed: number
}

export interface DelegatedQuestionRow {
  readonly delegation: string
  readonly number: number
  readonly answer_id: string
  /** The prompt and what was set aside for it, as JSON, sealed. */
  readonly sealed_request: string | null
}
