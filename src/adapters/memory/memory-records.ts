import { utc, type WallClock } from '../../domain/time/wall-clock.ts'
import type { AccessStore } from '../../ports/access-store.ts'
import type { AnswerCache } from '../../ports/answer-cache.ts'
import type { AnswerJournal } from '../../ports/answer-journal.ts'
import type { AuditLog } from '../../ports/audit-log.ts'
import type { BatchStore } from '../../ports/batch-store.ts'
import type { BudgetStore } from '../../ports/budget-store.ts'
import type { BudgetWarnings } from '../../ports/budget-warnings.ts'
import type { CalibrationStore } from '../../ports/calibration-store.ts'
import type { ConversationStore } from '../../ports/conversation-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DelegationStore } from '../../ports/delegation-store.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { IngestRuns } from '../../ports/ingest-runs.ts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { SourceFiles } from '../../ports/source-files.ts'
import type { Staging } from '../../ports/staging.ts'
import type { TokenVectorStore } from '../../ports/token-vector-store.ts'
import type { Ledger } from '../../ports/ledger.ts'
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
export interface MemoryRecords {
  readonly registry: DocumentRegistry
  readonly sourceFiles: SourceFiles
  readonly staging: Staging
  readonly keywordIndex: KeywordIndex
  readonly tokenVectors: TokenVectorStore
  readonly journal: AnswerJournal
  readonly ledger: Ledger
  readonly auditLog: AuditLog
  readonly budgets: BudgetStore
  readonly budgetWarnings: BudgetWarnings
  readonly conversations: ConversationStore
  readonly access: AccessStore
  readonly calibrations: CalibrationStore
  readonly runs: IngestRuns
  readonly batches: BatchStore
  readonly delegations: DelegationStore
  readonly answerCache: AnswerCache
}

export function createMemoryRecords(clock: Clock = Date.now, wallClock: WallClock = utc): MemoryRecords {
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
