import { canonicalJson, chainStart } from '../../domain/audit-chain.ts'
import type { AuditEvent } from '../../domain/audit-record.ts'
import type { WriteTransaction } from './database.ts'
import { nextRecord } from './next-record.ts'

/** Adds an event to the chain. Must run in a write of the area `accounts`, so that there is one chain. */
export async function appendAuditRecord(transaction: WriteTransaction, event: AuditEvent): Promise<void> {
  const head = await transaction.selectFrom('audit_head').select(['sequence', 'hash']).executeTakeFirst()
  const stored = canonicalJson(eventOf(event))
  const { sequence, previousHash, hash } = nextRecord(
    JSON.parse(stored) as AuditEvent,
    head ?? { sequence: 0, hash: chainStart },
  )
  await transaction
    .insertInto('audit_records')
    .values({ sequence, event: stored, previous_hash: previousHash, hash })
    .execute()
  await transaction
    .insertInto('audit_head')
    .values({ singleton: 1, sequence, hash })
    .onConflict((conflict) => conflict.column('singleton').doUpdateSet({ sequence, hash }))
    .execute()
}

function eventOf({ at, actor, action, subject, details }: AuditEvent): AuditEvent {
  return { at, actor, action, subject, details }
}
