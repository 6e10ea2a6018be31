import { utc, type WallClock } from '../../domain/time/wall-clock.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Records } from '../../ports/records.ts'
import type { Sealer } from '../../ports/sealer.ts'
import type { LorekeepDatabase } from './database/database.ts'
import { createIndexMemory } from './published-index/index-memory.ts'
import { createSqlAccessStore } from './access/sql-access-store.ts'
import { createSqlAnswerCache } from './answers/sql-answer-cache.ts'
import { createSqlAnswerJournal } from './answers/sql-answer-journal.ts'
import { createSqlAuditLog } from './audit/sql-audit-log.ts'
import { createSqlBatchStore } from './batch/sql-batch-store.ts'
import { createSqlBudgetStore } from './accounting/sql-budget-store.ts'
import { createSqlBudgetWarnings } from './accounting/sql-budget-warnings.ts'
import { createSqlCalibrationStore } from './published-index/sql-calibration-store.ts'
import { createSqlConversationStore } from './answers/sql-conversation-store.ts'
import { createSqlDelegationStore } from './batch/sql-delegation-store.ts'
import { createSqlDocumentRegistry } from './documents/sql-document-registry.ts'
import { createSqlIngestRuns } from './ingest/sql-ingest-runs.ts'
import { createSqlKeywordIndex } from './keywords/sql-keyword-index.ts'
import { createSqlLedger } from './accounting/sql-ledger.ts'
import { createSqlSourceFiles } from './ingest/sql-source-files.ts'
import { createSqlStaging } from './ingest/sql-staging.ts'
import { createSqlTokenVectorStore } from './token-vectors/sql-token-vector-store.ts'

/** How many answers are remembered; those not used for longest go first. */
const answersCached = 100_000
const useNotedMs = 60_000

/**
 * Everything that one database keeps.
 * @param sealer seals what people said: answers with their explanations, conversations and batches
 * @param wallClock says when the days and months of budgets begin
 */
export function createSqlRecords(
  database: LorekeepDatabase,
  sealer: Sealer,
  clock: Clock = Date.now,
  wallClock: WallClock = utc,
): Records {
  const memory = createIndexMemory(database)
  return {
    registry: createSqlDocumentRegistry(database, memory),
    sourceFiles: createSqlSourceFiles(database),
    staging: createSqlStaging(database),
    keywordIndex: createSqlKeywordIndex(database, memory),
    tokenVectors: createSqlTokenVectorStore(database),
    journal: createSqlAnswerJournal(database, sealer, wallClock),
    ledger: createSqlLedger(database, wallClock),
    auditLog: createSqlAuditLog(database),
    budgets: createSqlBudgetStore(database, wallClock),
    budgetWarnings: createSqlBudgetWarnings(database),
    conversations: createSqlConversationStore(database, sealer),
    access: createSqlAccessStore(database),
    calibrations: createSqlCalibrationStore(database, memory),
    runs: createSqlIngestRuns(database, clock),
    batches: createSqlBatchStore(database, sealer, clock),
    delegations: createSqlDelegationStore(database, sealer),
    answerCache: createSqlAnswerCache(database, sealer, { capacity: answersCached, clock, useNotedMs }),
  }
}
