/** The audit trail. */
export interface AuditTables {
  readonly audit_records: AuditRecordRow
  readonly audit_head: AuditHeadRow
}

interface AuditRecordRow {
  readonly sequence: number
  /** The event as canonical JSON, as it was hashed. */
  readonly event: string
  readonly previous_hash: string
  readonly hash: string
}

/** The last link of the chain, kept apart so that records cut off at the end are missed. */
interface AuditHeadRow {
  readonly singleton: number
  readonly sequence: number
  readonly hash: string
}
