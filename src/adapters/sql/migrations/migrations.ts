import type { Migration } from 'kysely'
import type { Engine } from '../database/database.ts'
import { createTables } from './0001-create-tables.ts'
import { addSourceOrigins } from './0002-source-origins.ts'
import { addDocumentStates } from './0003-document-states.ts'
import { addIngestRuns } from './0004-ingest-runs.ts'
import { indexRatedAnswers } from './0005-rated-answers.ts'
import { addTokenVectors } from './0006-token-vectors.ts'
import { indexRelations } from './0007-relation-indexes.ts'
import { addCalibrations } from './0008-calibrations.ts'
import { indexPublished } from './0009-published-totals.ts'
import { letConversationsExpire } from './0010-expiring-conversations.ts'
import { addLedgerReports } from './0011-ledger-reports.ts'
import { addCachedAnswers } from './0012-cached-answers.ts'
import { addBudgetTerms } from './0013-budget-terms.ts'
import { addBatches } from './0014-batches.ts'
import { findUnsealed } from './0015-sealed-answers.ts'
import { countIndexChanges } from './0016-index-changes.ts'
import { addCheaperFrom } from './0017-cheaper-from.ts'
import { addDelegations } from './0018-delegations.ts'

/** Every migration, by the name it is remembered under. Names sort in the order they run; none is ever changed. */
export function migrationsFor(engine: Engine): Readonly<Record<string, Migration>> {
  return {
    '0001-create-tables': createTables(engine),
    '0002-source-origins': addSourceOrigins(engine),
    '0003-document-states': addDocumentStates(engine),
    '0004-ingest-runs': addIngestRuns(engine),
    '0005-rated-answers': indexRatedAnswers,
    '0006-token-vectors': addTokenVectors(engine),
    '0007-relation-indexes': indexRelations,
    '0008-calibrations': addCalibrations(engine),
    '0009-published-totals': indexPublished,
    '0010-expiring-conversations': letConversationsExpire(engine),
    '0011-ledger-reports': addLedgerReports(engine),
    '0012-cached-answers': addCachedAnswers(engine),
    '0013-budget-terms': addBudgetTerms(engine),
    '0014-batches': addBatches(engine),
    '0015-sealed-answers': findUnsealed(engine),
    '0016-index-changes': countIndexChanges(engine),
    '0017-cheaper-from': addCheaperFrom(engine),
    '0018-delegations': addDelegations(engine),
  }
}
