import { canonicalJson, chainStart } from '../../domain/audit/audit-chain.ts'
import type { AuditEvent } from '../../domain/audit/audit-record.ts'
import type { AuditLog } from '../../ports/audit-log.ts'
import { createMemoryBooks, type MemoryBooks } from './memory-books.ts'
import { nextRecord } from './next-record.ts'

/** A trail that lasts as long as the process. */
export function createMemoryAuditLog(books: MemoryBooks = createMemoryBooks()): AuditLog {
  return {
    append: async (event) => appendAuditRecord(books, event),

    records: async (after, limit) => books.records.filter(({ sequence }) => sequence > after).slice(0, limit),

    verify: async () => {
      let last = { sequence: 0, hash: chainStart }
      for (const { sequence, previousHash, hash, ...event } of books.records) {
        const expected = nextRecord(event, last)
        if (sequence !== expected.sequence || previousHash !== expected.previousHash || hash !== expected.hash) {
          return { records: last.sequence, brokenAt: expected.sequence }
        }
        last = expected
      }
      return { records: last.sequence }
    },
  }
}

/** Adds an event to the chain, as it would be read back from a store. */
export function appendAuditRecord(books: MemoryBooks, { at, actor, action, subject, details }: AuditEvent): void {
  const event = JSON.parse(canonicalJson({ at, actor, action, subject, details })) as AuditEvent
  books.records.push(nextRecord(event, books.records.at(-1) ?? { sequence: 0, hash: chainStart }))
}
