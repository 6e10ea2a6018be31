import { join } from 'node:path'
import { createReadOriginal } from '../../ingest/documents/read-original.ts'
import { createRemoveDocuments } from '../../ingest/documents/remove-documents.ts'
import { createUploadDocument, uploadsSource } from '../../ingest/documents/upload-document.ts'
import { createIngest, type Ingest } from '../../ingest/ingest.ts'
import { createParserPool } from '../../ingest/loaders/parsing/parser-pool.ts'
import { createSourceRuns } from '../../ingest/runs/run-source.ts'
import { createDefineSource } from '../../ingest/sources/define-source.ts'
import { createListSources } from '../../ingest/sources/list-sources.ts'
import { createSourceReaders } from '../../ingest/sources/readers/source-readers.ts'
import { createRemoveSource } from '../../ingest/sources/remove-source.ts'
import { createReindex } from '../../ingest/upkeep/reindex.ts'
import { createRollback } from '../../ingest/upkeep/rollback.ts'
import { createVerify } from '../../ingest/verify/verify.ts'
import type { EndpointAccounts } from '../accounting/booking/endpoint-accounts.ts'
import { createJiebaAnalyzer } from '../adapters/language/jieba-analyzer.ts'
import type { AnswerCache } from '../ports/answer-cache.ts'
import type { NewId } from '../ports/clock.ts'
import type { GuardedEmbedder } from '../ports/guarded-embedder.ts'
import type { ProcessLock } from '../ports/process-lock.ts'
import type { VectorIndexes } from '../ports/vector-index.ts'
import type { Accounting } from './accounting.ts'
import type { Configuration } from './configuration.ts'
import type { Foundation } from './foundation.ts'
import type { Records } from './records.ts'

const parserWorkers = 2

export interface IngestNeeds {
  readonly configuration: Configuration
  readonly records: Records
  readonly accounting: Accounting
  readonly embedder: GuardedEmbedder
  readonly indexes: VectorIndexes
  readonly lock: ProcessLock
  readonly cache: AnswerCache
}

/** Sources and documents: taken in, listed, shown, removed, checked and written anew. */
export async function composeIngest(
  { environment, installation, clock, newId, log }: Foundation,
  { configuration, records, accounting, embedder, indexes, lock, cache }: IngestNeeds,
) {
  const { dataDir, databaseUrl, parser: limits } = environment
  const { registry, sourceFiles, staging, tokenVectors, runs, keywordIndex, auditLog: audit } = records
  const { endpoints, forItself } = accounting
  const parser = createParserPool({ workerPath: installation.workers.parse, size: parserWorkers, ...limits })
  // Runs on several machines that share a database must not meet either.
  const ingestLock = databaseUrl === undefined ? lock : await openSharedLock(databaseUrl)
  const parts = {
    registry,
    sourceFiles,
    staging,
    indexes,
    vectors: indexes.live,
    tokenVectors,
    embedder,
    analyzer: createJiebaAnalyzer(),
    parser,
    audit,
    lock: ingestLock,
    policy: configuration.policy,
    clock,
    log,
    readers: createSourceReaders(environment.variable, installation.version, dataDir),
    workFolder: join(dataDir, 'work'),
  }
  const sourceRuns = createSourceRuns({
    runs,
    ingest: withCallsBooked(createIngest(parts), endpoints, newId),
    clock,
    newId,
    log,
  })
  const ingest = sourceRuns.ingestAs('command')
  const uploadsFolder = join(dataDir, 'uploads')
  const remove = createRemoveDocuments({
    registry,
    indexes,
    tokenVectors,
    audit,
    lock: ingestLock,
    clock,
    uploads: { source: uploadsSource, folder: uploadsFolder },
  })
  return {
    closeParser: () => parser.close(),
    uses: {
      sourceRuns,
      ingest,
      reindex: forItself('reindex', createReindex(parts)),
      rollback: createRollback(parts),
      verify: createVerify({ ...parts, ingest, keywords: keywordIndex, cache }),
      readOriginal: createReadOriginal({ ...parts, originalsFolder: join(dataDir, 'originals') }),
      remove,
      sources: createListSources({ registry, runs, clock }),
      defineSource: createDefineSource({ registry, audit, clock, dataDir }),
      removeSource: createRemoveSource({ registry, remove, audit, clock, dataDir }),
      upload: createUploadDocument(uploadsFolder, sourceRuns.ingestAs('request'), registry, sourceFiles),
    },
  }
}

/** What is embedded for an ingest is booked with its source, on whoever began it. */
function withCallsBooked(ingest: Ingest, endpoints: EndpointAccounts, newId: NewId): Ingest {
  return (request, onEvent, signal) => {
    const payer = { principalId: request.actor, answerId: `ingest:${newId()}`, source: request.source.name }
    return endpoints.booking(payer, false, () => ingest(request, onEvent, signal))
  }
}

async function openSharedLock(databaseUrl: string): Promise<ProcessLock> {
  const { createPostgresProcessLock } = await import('../adapters/sql/postgres/postgres-process-lock.ts')
  return createPostgresProcessLock(databaseUrl)
}
