import type { Generated } from 'kysely'

/** Runs, and what they found of files that are no documents of their own. */
export interface IngestTables {
  readonly failed_documents: FailedDocumentRow
  readonly duplicate_files: DuplicateFileRow
  readonly container_files: ContainerFileRow
  readonly ingest_runs: IngestRunRow
  readonly ingest_run_files: IngestRunFileRow
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

export interface FailedDocumentRow {
  readonly source: string
  readonly path: string
  readonly code: string
  readonly reason: string
  readonly hint: string | null
  readonly failed_at: number
  readonly stamp: string | null
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

interface IngestRunFileRow {
  /** In order of arrival. */
  readonly number: Generated<number>
  readonly run: string
  readonly path: string
  readonly outcome: string
  readonly result: string
}
