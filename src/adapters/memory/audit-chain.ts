import { createHash } from 'node:crypto'
import type { AuditEvent, AuditRecord } from '../../domain/audit-record.ts'

/** What the first record has in place of the hash before it. */
export const chainStart = '0'.repeat(64)

/**
 * The record that follows a link of the chain. Its hash is the SHA-256, in hex, of the canonical JSON
 * (RFC 8785) of the record without its hash, so that anybody can recompute it from an export.
 */
export function nextRecord(event: AuditEvent, after: Pick<AuditRecord, 'sequence' | 'hash'>): AuditRecord {
  const record = { ...event, sequence: after.sequence + 1, previousHash: after.hash }
  return { ...record, hash: createHash('sha256').update(canonicalJson(record)).digest('hex') }
}

/** JSON with the keys of every object in order of their UTF-16 code units, as RFC 8785 has it. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
