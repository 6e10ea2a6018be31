import { utc, type WallClock } from '../../domain/time/wall-clock.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Records } from '../../ports/records.ts'
import { createMemoryAccessStore } from './memory-access-store.ts'
import { createMemoryAnswerCache } from './memory-answer-cache.ts'
import { createMemoryAnswerJournal } from './memory-answer-journal.ts'
import { createMemoryAuditLog } from './memory-audit-log.ts'
import { createMemoryBatchStore } from './memory-batch-store.ts'
import { createMemoryBooks } from './memory-books.ts'
import { createMemoryBudgetStore } from './memory-budget-store.ts'
import { createMemoryBudgetWarnings } from './memory-budget-warnings.ts'
import { createMemoryCalibrationStore } from './memory-calibration-store.ts'
import { createMemoryConversationStore } from './memory-conversation-store.ts'
import { createMemoryDelegationStore, type KeptDelegations } from './memory-delegation-store.ts'
import { createMemoryDocumentRegistry } from './memory-document-registry.ts'
import { createMemoryIngestRuns } from './memory-ingest-runs.ts'
import { createMemoryKeywordIndex } from './memory-keyword-index.ts'
import { createMemoryLedger } from './memory-ledger.ts'
import { createMemoryLibrary } from './memory-library.ts'
import { createMemorySourceFiles } from './memory-source-files.ts'
import { createMemoryStaging } from './memory-staging.ts'
import { createMemoryTokenVectorStore } from './memory-token-vector-store.ts'

const answersCached = 1000

/** Everything that a database would keep, for as long as the process lasts. */
export function createMemoryRecords(clock: Clock = Date.now, wallClock: WallClock = utc): Records {
  const library = createMemoryLibrary()
  const books = createMemoryBooks(wallClock)
  const delegations: KeptDelegations = new Map()
  const batches = createMemoryBatchStore(clock, delegations)
  return {
    registry: createMemoryDocumentRegistry(library),
    sourceFiles: createMemorySourceFiles(library),
    staging: createMemoryStaging(library),
    keywordIndex: createMemoryKeywordIndex(library),
    tokenVectors: createMemoryTokenVectorStore(library),
    journal: createMemoryAnswerJournal(books),
    ledger: createMemoryLedger(books),
    auditLog: createMemoryAuditLog(books),
    budgets: createMemoryBudgetStore(books),
    budgetWarnings: createMemoryBudgetWarnings(books),
    conversations: createMemoryConversationStore(),
    calibrations: createMemoryCalibrationStore(),
    access: createMemoryAccessStore(),
    runs: createMemoryIngestRuns(clock),
    batches,
    delegations: createMemoryDelegationStore(delegations, (id) => batches.get(id)),
    answerCache: createMemoryAnswerCache(answersCached),
  }
}
