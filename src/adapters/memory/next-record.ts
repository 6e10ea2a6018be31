import { createHash } from 'node:crypto'
import { createAuditChain } from '../../domain/audit/audit-chain.ts'

/** The record that follows a link of the audit trail. */
export const nextRecord = createAuditChain((text) => createHash('sha256').update(text).digest('hex'))
