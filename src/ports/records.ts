import type { AccessStore } from './access-store.ts'
import type { AnswerCache } from './answer-cache.ts'
import type { AnswerJournal } from './answer-journal.ts'
import type { AuditLog } from './audit-log.ts'
import type { BatchStore } from './batch-store.ts'
import type { BudgetStore } from './budget-store.ts'
import type { BudgetWarnings } from './budget-warnings.ts'
import type { CalibrationStore } from './calibration-store.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { DelegationStore } from './delegation-store.ts'
import type { DocumentRegistry } from './document-registry.ts'
import type { IngestRuns } from './ingest-runs.ts'
import type { KeywordIndex } from './keyword-index.ts'
import type { Ledger } from './ledger.ts'
import type { SourceFiles } from './source-files.ts'
import type { Staging } from './staging.ts'
import type { TokenVectorStore } from './token-vector-store.ts'

/** Everything that is kept in one place, a store for each kind of record. */
export interface Records {
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
