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

/** JSON with the keys of every object in order of their UTF-16 code units and no space, as RFC 8785 has it. */
export function canonicalJson(value: unknown): string {
  return serialise(JSON.parse(JSON.stringify(value)))
}

/** Built by hand, since a JavaScript object puts keys that look like numbers first. */
function serialise(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(serialise).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${serialise(member)}`)
  return `{${members.join(',')}}`
}
