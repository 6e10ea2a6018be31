import type { AuditEvent, AuditRecord } from '../domain/audit/audit-record.ts'

/** The trail. Each record carries the hash of the one before it, so that a change or a gap shows. */
export interface AuditLog {
  append(event: AuditEvent): Promise<void>
  /** Records with a sequence number above `after`, in order. */
  records(after: number, limit: number): Promise<readonly AuditRecord[]>
  /** Recomputes the chain. `brokenAt` is the first sequence number that does not fit. */
  verify(): Promise<{ readonly records: number; readonly brokenAt?: number }>
}
