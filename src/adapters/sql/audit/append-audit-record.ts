import { canonicalJson, chainStart } from '../../../domain/audit/audit-chain.ts'
import type { AuditEvent } from '../../../domain/audit/audit-record.ts'
import type { WriteTransaction } from '../database/database.ts'
import { nextRecord } from './next-record.ts'
import { prepareQuery } from '../database/prepare-query.ts'

const headOfChain = prepareQuery((database) => database.selectFrom('audit_head').select(['sequence', 'hash']))

const addRecord = prepareQuery((database, sequence: number, event: string, previousHash: string, hash: string) =>
  database.insertInto('audit_records').values({ sequence, event, previous_hash: previousHash, hash }),
)

const moveHead = prepareQuery((database, sequence: number, hash: string) =>
  database
    .insertInto('audit_head')
    .values({ singleton: 1, sequence, hash })
    .onConflict((conflict) => conflict.column('singleton').doUpdateSet({ sequence, hash })),
)

/** Adds an event to the chain. Must run in a write of the area `accounts`, so that there is one chain. */
export async function appendAuditRecord(transaction: WriteTransaction, event: AuditEvent): Promise<void> {
  const [head] = await headOfChain(transaction)
  const stored = canonicalJson(eventOf(event))
  const { sequence, previousHash, hash } = nextRecord(
    JSON.parse(stored) as AuditEvent,
    head ?? { sequence: 0, hash: chainStart },
  )
  await addRecord(transaction, sequence, stored, previousHash, hash)
  await moveHead(transaction, sequence, hash)
}

function eventOf({ at, actor, action, subject, details }: AuditEvent): AuditEvent {
  return { at, actor, action, subject, details }
}
