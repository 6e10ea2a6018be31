import type { Generated } from 'kysely'
import type { Budget, BudgetSubject } from '../../domain/accounting/budget.ts'
import type { Micros } from '../../domain/money.ts'

/**
 * The tables, with the types that both engines give back. Lists and records are kept as JSON text,
 * yes and no as 1 and 0, points in time as whole ms since the epoch.
 */
export interface Tables {
  readonly sources: SourceRow
  readonly documents: DocumentRow
  /** A view of the documents that readers see. */
  readonly published_documents: DocumentRow
  readonly extracted_texts: ExtractedTextRow
  readonly chunks: ChunkRow
  readonly chunk_texts: ChunkTextRow
  readonly token_vectors: TokenVectorRow
  readonly vector_versions: VectorVersionRow
  readonly failed_documents: FailedDocumentRow
  readonly duplicate_files: DuplicateFileRow
  readonly container_files: ContainerFileRow
  readonly sketch_bands: SketchBandRow
  readonly index_identity: IndexIdentityRow
  readonly index_changes: IndexChangesRow
  readonly index_build: IndexIdentityRow
  readonly retired_collections: RetiredCollectionRow
  readonly answers: AnswerRow
  readonly ledger_entries: LedgerEntryRow
  readonly spending: SpendingRow
  readonly audit_records: AuditRecordRow
  readonly audit_head: AuditHeadRow
  readonly budgets: BudgetRow
  readonly budget_warnings: BudgetWarningRow
  readonly reservations: ReservationRow
  readonly reservation_subjects: ReservationSubjectRow
  readonly conversations: ConversationRow
  readonly turns: TurnRow
  readonly api_keys: ApiKeyRow
  readonly widget_sites: WidgetSiteRow
  readonly sign_in_tokens: SignInTokenRow
  readonly ingest_runs: IngestRunRow
  readonly ingest_run_files: IngestRunFileRow
  readonly calibrations: CalibrationRow
  readonly batches: BatchRow
  readonly batch_questions: BatchQuestionRow
  readonly delegations: DelegationRow
  readonly delegated_questions: DelegatedQuestionRow
  readonly cached_answers: CachedAnswerRow
  readonly cached_answer_documents: CachedAnswerDocumentRow
}

/** One row. */
export interface IndexChangesRow {
  /** How often documents, index or calibrations have changed. */
  readonly number: number
}

export interface SourceRow {
  readonly name: string
  readonly root: string
  readonly access_label: string
  readonly classification: string
  /** As JSON. */
  readonly origin: string
  readonly owner: string | null
  readonly schedule: string | null
  readonly include_globs: string
  readonly exclude_globs: string
}

/** A version of a document. Its labels stand here alone, so that one update changes them for every search. */
export interface DocumentRow {
  readonly number: Generated<number>
  readonly id: string
  readonly source: string
  readonly path: string
  readonly media_type: string
  readonly version: string
  readonly recipe: string
  readonly content_hash: string
  readonly bytes: number
  readonly modified_at: number
  readonly labels_fingerprint: string
  readonly ingested_at: number
  readonly pages: number | null
  readonly characters: number
  readonly chunks: number
  /** Terms of all its chunks together, for the average length that BM25 needs. */
  readonly terms: number
  readonly title: string
  readonly access_label: string
  readonly classification: string
  readonly language: string
  readonly date: string | null
  readonly owner: string | null
  readonly kinds: string
  readonly sketch: string | null
  readonly superseded_by: string | null
  readonly similar_to: string | null
  readonly labels_stale: number
  readonly state: DocumentState
  /** 1 for a published version that the source's last publication in one step showed. */
  readonly in_publication: number
  /** 1 once it has been looked for near-duplicates of it. */
  readonly is_related: number
}

/** `staged` waits to be published with others; `kept` was published before. */
export type DocumentState = 'published' | 'staged' | 'kept'

export interface SketchBandRow {
  readonly document: number
  readonly band: string
}

interface FileStampRow {
  readonly source: string
  readonly path: string
  readonly bytes: number
  readonly modified_at: number
  readonly labels_fingerprint: string
}

export interface DuplicateFileRow extends FileStampRow {
  readonly content_hash: string
  readonly document_id: string
}

export interface ContainerFileRow extends FileStampRow {
  readonly recipe: string
}

export interface ExtractedTextRow {
  readonly document: number
  readonly version: string
  /** Higher is newer. */
  readonly generation: number
  readonly text: string
  readonly pages: string
}

/** Where a chunk stands. Narrow, since a keyword search looks up every candidate here. */
export interface ChunkRow {
  readonly number: Generated<number>
  readonly id: string
  readonly document: number
  readonly ordinal: number
  readonly start_offset: number
  readonly end_offset: number
  readonly page: number | null
  /** How many terms it has, repeats included. */
  readonly terms: number
  /** SHA-256 of what its vector was made from; empty where it is not known. */
  readonly embedding_hash: string
}

export interface ChunkTextRow {
  readonly chunk: number
  readonly heading_path: string
  readonly text: string
  /** Its terms, joined by spaces: what the full-text index was given, and needs again to forget it. */
  readonly terms: string
}

/** The vectors of a text's tokens. Belongs to every chunk with this hash. */
export interface TokenVectorRow {
  readonly made_with: string
  readonly embedding_hash: string
  readonly codes: Uint8Array | ArrayBuffer
  /** Whole numbers of two bytes, the lower one first. */
  readonly spans: Uint8Array | ArrayBuffer
}

/** A version whose vectors are, or may be, in the index without being published. */
export interface VectorVersionRow {
  readonly version: string
}

export interface FailedDocumentRow {
  readonly source: string
  readonly path: string
  readonly code: string
  readonly reason: string
  readonly hint: string | null
  readonly failed_at: number
  readonly stamp: string | null
}

export interface IndexIdentityRow {
  readonly singleton: number
  readonly id: string
  readonly dimension: number
  readonly collection: string
  readonly tokens: string | null
}

export interface RetiredCollectionRow {
  readonly collection: string
  readonly retired_at: number
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

export interface AuditRecordRow {
  readonly sequence: number
  /** The event as canonical JSON, as it was hashed. */
  readonly event: string
  readonly previous_hash: string
  readonly hash: string
}

/** The last link of the chain, kept apart so that records cut off at the end are missed. */
export interface AuditHeadRow {
  readonly singleton: number
  readonly sequence: number
  readonly hash: string
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
export interface BudgetWarningRow {
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

export interface ReservationRow {
  readonly id: string
  readonly answer_id: string
  readonly micros: number
  readonly tokens: number
  readonly at: number
  readonly expires_at: number
}

export interface ReservationSubjectRow {
  readonly reservation: string
  readonly kind: BudgetSubject['kind']
  readonly id: string
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

export interface ApiKeyRow {
  readonly id: string
  readonly name: string
  readonly groups: string
  readonly team: string | null
  readonly created_at: number
  readonly last_used_at: number | null
  readonly secret_hash: string
}

export interface WidgetSiteRow {
  readonly id: string
  readonly origin: string
  readonly name: string
  readonly groups: string
  readonly created_at: number
}

export interface SignInTokenRow {
  readonly token_hash: string
  readonly expires_at: number
}

export interface IngestRunRow {
  /** Higher is newer. */
  readonly number: Generated<number>
  readonly id: string
  readonly source: string
  readonly actor: string
  readonly set_off_by: string
  readonly status: string
  readonly started_at: number
  readonly finished_at: number | null
  /** When its process last gave a sign of life. */
  readonly heard_of_at: number
  readonly progress: string
  readonly report: string | null
  readonly error: string | null
  readonly cancel_requested: Generated<number>
}

export interface IngestRunFileRow {
  /** In order of arrival. */
  readonly number: Generated<number>
  readonly run: string
  readonly path: string
  readonly outcome: string
  readonly result: string
}

export interface CalibrationRow {
  readonly language: string
  /** A `Calibration`, as JSON. */
  readonly calibration: string
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

export interface CachedAnswerDocumentRow {
  readonly key: string
  readonly document: string
  readonly version: string
}
