import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createSqliteProcessLock } from './adapters/sql/sqlite/sqlite-process-lock.ts'
import type { Retrieve } from './answering/retrieval/retrieve.ts'
import { composeAccess } from './composition/access.ts'
import { composeAccounting } from './composition/accounting.ts'
import { composeAnswerMemory } from './composition/answer-memory.ts'
import { composeAnswering } from './composition/answering.ts'
import { composeAsking } from './composition/asking.ts'
import { watchConfiguration } from './composition/configuration.ts'
import type { Foundation } from './composition/foundation.ts'
import { composeIngest } from './composition/ingest.ts'
import { openModels } from './composition/models.ts'
import { openRecords } from './composition/records.ts'
import { composeRetrieval } from './composition/retrieval.ts'
import { openSecrets } from './composition/secrets.ts'
import { composeVectors } from './composition/vectors.ts'
import type { Environment } from './config/environment.ts'
import { createReadiness } from './http/readiness.ts'
import type { Installation } from './installation.ts'
import type { Embedder } from './ports/embedder.ts'
import type { EndpointAccount } from './ports/endpoint-account.ts'
import type { Log } from './ports/log.ts'
import type { CloudGuard } from './privacy/outgoing/cloud-guard.ts'

/** Every use case, ready to be called, and the way to let go of everything they hold. */
export type Lorekeep = Awaited<ReturnType<typeof compose>>

/** What a benchmark puts in place of the product's own, to measure the rest without it. */
export interface StandIns {
  readonly embedder?: Embedder
  readonly retrieve?: Retrieve
}

/**
 * Puts the product together from its configuration, part by part; the parts alone know the adapters. Nothing
 * heavy starts here; Chroma, the embedding model and the parsers start when they are first needed.
 * @throws LorekeepError `bad-configuration`, `data-damaged`
 */
export async function compose(environment: Environment, installation: Installation, log: Log, standIns: StandIns = {}) {
  const foundation: Foundation = { environment, installation, log, clock: Date.now, newId: () => randomUUID() }
  // A folder that holds no model is found out before anything is opened.
  const account: EndpointAccount = { pay: (request, make) => accounting.endpoints.pay(request, make) }
  const guard: Pick<CloudGuard, 'prepare'> = { prepare: (texts) => configuration.cloudGuard.prepare(texts) }
  const models = await openModels(foundation, { account, guard }, standIns.embedder)
  const { embedder } = models

  const secrets = await openSecrets(foundation)
  const configuration = await watchConfiguration(foundation)
  const records = await openRecords(foundation, secrets)
  const accounting = composeAccounting(foundation, configuration, records)
  const lock = createSqliteProcessLock(join(environment.dataDir, 'locks'))
  const { indexes, ...chroma } = composeVectors(foundation, secrets, records, embedder, lock)
  const vectors = indexes.live

  const retrieval = composeRetrieval(foundation, { records, accounting, models, vectors, standIn: standIns.retrieve })
  const memory = await composeAnswerMemory(foundation, secrets, configuration, records, retrieval)
  const { cache } = memory
  const ingest = await composeIngest(foundation, { configuration, records, accounting, embedder, indexes, lock, cache })
  const answering = composeAnswering(foundation, { configuration, records, accounting, embedder, retrieval, memory })

  return {
    ...foundation,
    adminToken: secrets.adminToken,
    policy: configuration.policy,
    catalogue: configuration.catalogue,
    registry: records.registry,
    sourceFiles: records.sourceFiles,
    staging: records.staging,
    keywords: records.keywordIndex,
    journal: records.journal,
    ledger: records.ledger,
    budgets: records.budgets,
    auditLog: records.auditLog,
    runs: records.runs,
    conversations: records.conversations,
    wallClock: records.wallClock,
    sealEarlierTexts: records.sealEarlierTexts,
    embedder,
    reranker: models.reranker,
    vectors,
    watchVectors: chroma.watch,
    readiness: createReadiness(records.registry, vectors, embedder, log),
    ...accounting.uses,
    ...ingest.uses,
    ...retrieval.uses,
    ...memory.uses,
    ...answering.uses,
    ...composeAsking(foundation, configuration, records, answering),
    ...composeAccess(foundation, secrets, records),
    async close() {
      await ingest.uses.sourceRuns.close()
      await accounting.closeWarnings()
      configuration.close()
      await ingest.closeParser()
      answering.uses.predictDifficulty.close()
      await embedder.close()
      await models.closeReranker()
      await accounting.endpoints.close()
      await chroma.close()
      await memory.close()
      await records.close()
    },
  }
}
