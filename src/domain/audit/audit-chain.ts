import type { AuditEvent, AuditRecord } from './audit-record.ts'

/** What the first record has in place of the hash before it. */
export const chainStart = '0'.repeat(64)

/** Gives the record that follows a link of the chain. */
export type NextRecord = (event: AuditEvent, after: Pick<AuditRecord, 'sequence' | 'hash'>) => AuditRecord

/**
 * The hash of a record is that of the canonical JSON (RFC 8785) of the record without it, so that anybody can recompute
 * it from an export.
 * @param sha256 of a text's UTF-8 bytes, in hex
 */
export function createAuditChain(sha256: (text: string) => string): NextRecord {
  return (event, after) => {
    const record = { ...event, sequence: after.sequence + 1, previousHash: after.hash }
    return { ...record, hash: sha256(canonicalJson(record)) }
  }
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
