import type { Generated } from 'kysely'

/** What was said, and what is remembered of it. */
export interface AnswerTables {
  readonly answers: AnswerRow
  readonly conversations: ConversationRow
  readonly turns: TurnRow
  readonly cached_answers: CachedAnswerRow
  readonly cached_answer_documents: CachedAnswerDocumentRow
}

export interface AnswerRow {
  readonly id: string
  readonly conversation_id: string
  readonly principal_id: string
  readonly created_at: number
  /** JSON, sealed unless a former version wrote it. */
  readonly answer: string
  readonly explanation: string
  readonly feedback_rating: 'up' | 'down' | null
  readonly feedback_comment: string | null
  readonly feedback_at: number | null
  /** Whether the comment is sealed. */
  readonly feedback_sealed: 0 | 1
  /** 0 where a former version wrote the row, whose texts are sealed or not. */
  readonly sealed: 0 | 1
}

export interface ConversationRow {
  readonly id: string
  readonly principal_id: string
  readonly created_at: number
  readonly used_at: number
  /** Empty for none. */
  readonly sealed_vault: string
  readonly vault_version: number
  readonly expired: 0 | 1
}

export interface TurnRow {
  readonly conversation: string
  readonly number: number
  readonly answer_id: string
  readonly question: string
  readonly standalone_question: string
  readonly answer: string
  /** 0 for texts of former versions, which are as they were. */
  readonly sealed: 0 | 1
  readonly at: number
}

export interface CachedAnswerRow {
  /** In the order in which they were remembered. */
  readonly number: Generated<number>
  readonly key: string
  readonly partition_hash: string
  readonly vector: Buffer | null
  /** The question, the answer and what it would have cost, sealed. */
  readonly answer: string
  readonly at: number
  readonly used_at: number
  readonly bytes: number
}

interface CachedAnswerDocumentRow {
  readonly key: string
  readonly document: string
  readonly version: string
}
