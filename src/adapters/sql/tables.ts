import type { AccessTables } from './access/access-tables.ts'
import type { AccountingTables } from './accounting/accounting-tables.ts'
import type { AnswerTables } from './answers/answer-tables.ts'
import type { AuditTables } from './audit/audit-tables.ts'
import type { BatchTables } from './batch/batch-tables.ts'
import type { DocumentTables } from './documents/document-tables.ts'
import type { IngestTables } from './ingest/ingest-tables.ts'
import type { PublishedIndexTables } from './published-index/published-index-tables.ts'
import type { TokenVectorTables } from './token-vectors/token-vector-tables.ts'

/**
 * The tables, with the types that both engines give back. Lists and records are kept as JSON text,
 * yes and no as 1 and 0, points in time as whole ms since the epoch.
 */
export interface Tables
  extends
    AccessTables,
    AccountingTables,
    AnswerTables,
    AuditTables,
    BatchTables,
    DocumentTables,
    IngestTables,
    PublishedIndexTables,
    TokenVectorTables {}
