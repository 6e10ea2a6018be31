import { chainStart } from '../../../domain/audit/audit-chain.ts'
import type { AuditEvent, AuditRecord } from '../../../domain/audit/audit-record.ts'
import type { AuditLog } from '../../../ports/audit-log.ts'
import { appendAuditRecord } from './append-audit-record.ts'
import type { LorekeepDatabase } from '../database/database.ts'
import { nextRecord } from './next-record.ts'

/**
 * The trail in SQL. `verify` also misses records that were cut off at the end.
 * @param pageSize how many records `verify` holds in memory
 */
export function createSqlAuditLog(database: LorekeepDatabase, pageSize = 1000): AuditLog {
  return {
    append: (event) => database.write('accounts', (transaction) => appendAuditRecord(transaction, event)),

    records: recordsAfter,

    verify: async () => {
      // What is appended meanwhile lies behind this head and is left for the next time.
      const head = await database.read.selectFrom('audit_head').select(['sequence', 'hash']).executeTakeFirst()
      let last = { sequence: 0, hash: chainStart }
      while (last.sequence < (head?.sequence ?? 0)) {
        const page = await recordsAfter(last.sequence, pageSize)
        for (const record of page) {
          const expected = nextRecord(eventOf(record), last)
          if (!isSameLink(record, expected)) return { records: last.sequence, brokenAt: expected.sequence }
          last = expected
        }
        if (page.length === 0) return { records: last.sequence, brokenAt: last.sequence + 1 }
      }
      return { records: last.sequence }
    },
  }

  async function recordsAfter(after: number, limit: number): Promise<readonly AuditRecord[]> {
    const rows = await database.read
      .selectFrom('audit_records')
      .selectAll()
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(limit)
      .execute()
    return rows.map((row) => ({
      ...(JSON.parse(row.event) as AuditEvent),
      sequence: row.sequence,
      previousHash: row.previous_hash,
      hash: row.hash,
    }))
  }
}

function eventOf({ sequence: _sequence, previousHash: _previousHash, hash: _hash, ...event }: AuditRecord): AuditEvent {
  return event
}

function isSameLink(a: AuditRecord, b: AuditRecord): boolean {
  return a.sequence === b.sequence && a.previousHash === b.previousHash && a.hash === b.hash
}
