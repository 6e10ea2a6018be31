import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createDefineSource } from '../ingest/sources/define-source.ts'
import { createIngest, type Ingest } from '../ingest/ingest.ts'
import { createListSources } from '../ingest/sources/list-sources.ts'
import { createParserPool } from '../ingest/loaders/parsing/parser-pool.ts'
import { createRollback } from '../ingest/upkeep/rollback.ts'
import { createVerify } from '../ingest/verify/verify.ts'
import { createReadOriginal } from '../ingest/documents/read-original.ts'
import { createReindex } from '../ingest/upkeep/reindex.ts'
import { createRemoveDocuments } from '../ingest/documents/remove-documents.ts'
import { createSourceRuns } from '../ingest/runs/run-source.ts'
import { createRemoveSource } from '../ingest/sources/remove-source.ts'
import { createSourceReaders } from '../ingest/sources/readers/source-readers.ts'
import { createUploadDocument, uploadsSource } from '../ingest/documents/upload-document.ts'
import { createPrometheusMeter } from './adapters/system/prometheus-meter.ts'
import { createBudgetLimits } from './accounting/budget-limits.ts'
import { createEndpointAccounts, type EndpointAccounts } from './accounting/endpoint-accounts.ts'
import { createAnnounceWarnings } from './accounting/announce-warnings.ts'
import { createWarningSender } from './accounting/send-warnings.ts'
import { createWatchBooks } from './accounting/watch-books.ts'
import { createApiKeys } from './access/api-keys.ts'
import { createCurrentPrincipal } from './access/current-principal.ts'
import { createSignIn } from './access/sign-in.ts'
import { createWidgetSites } from './access/widget-sites.ts'
import { unpricedModels } from './accounting/unpriced-models.ts'
import { createReserveBudget } from './accounting/reserve-budget.ts'
import { createChromaVectorIndexes } from './adapters/chroma/chroma-vector-indexes.ts'
import { createEmbeddedChroma } from './adapters/chroma/embedded-chroma.ts'
import { createJoseTokenSigner } from './adapters/identity/jose-token-signer.ts'
import { createCedictBridge } from './adapters/language/cedict-bridge.ts'
import { createJiebaAnalyzer } from './adapters/language/jieba-analyzer.ts'
import { createJiebaWords } from './adapters/language/jieba-words.ts'
import { createListedNames } from './adapters/language/listed-names.ts'
import { createMemoryAnswerCache } from './adapters/memory/memory-answer-cache.ts'
import { createEndpointReranker } from './adapters/openai/endpoint-reranker.ts'
import { createOpenAiChatModel } from './adapters/openai/openai-chat-model.ts'
import { createOpenAiEmbedder } from './adapters/openai/openai-embedder.ts'
import { createTokenCounter } from './adapters/openai/token-counter.ts'
import { createRedisAnswerCache } from './adapters/redis/redis-answer-cache.ts'
import { openRedis, type RedisConnection } from './adapters/redis/redis-connection.ts'
import { openPostgresDatabase } from './adapters/sql/open-postgres-database.ts'
import { createPostgresProcessLock } from './adapters/sql/postgres-process-lock.ts'
import { openSqliteDatabase } from './adapters/sql/open-sqlite-database.ts'
import { sealEarlierTexts } from './adapters/sql/seal-earlier-texts.ts'
import { createSqlRecords } from './adapters/sql/sql-records.ts'
import { createSqliteProcessLock } from './adapters/sql/sqlite-process-lock.ts'
import { createAesSealer } from './adapters/system/aes-sealer.ts'
import { createLiveVectorIndex } from './adapters/system/live-vector-index.ts'
import { createQuestionVectorFile } from './adapters/system/question-vector-file.ts'
import { loadLocalSecrets } from './adapters/system/local-secrets.ts'
import { createSignedWebhook } from './adapters/system/signed-webhook.ts'
import { type WatchedFile, watchParsedFile } from './adapters/system/watched-file.ts'
import { createBundledEmbedder } from './adapters/transformers/bundled-embedder.ts'
import { createLocalModelEmbedder } from './adapters/transformers/local-model-embedder.ts'
import { createLocalReranker } from './adapters/transformers/local-reranker.ts'
import { abstain } from './answering/abstain.ts'
import { createAsk } from './answering/ask.ts'
import { createCompareQuestion } from './answering/sentences/compare-question.ts'
import { createConclude } from './answering/conclusion/conclude.ts'
import { createEmbedSentences } from './answering/sentences/embed-sentences.ts'
import { encodeQuestion } from './answering/ranking/encode-question.ts'
import { createPlanReply } from './answering/plan-reply.ts'
import { createPreviewRoute } from './answering/preview-route.ts'
import { createExtractAnswer } from './answering/sentences/extract.ts'
import { createGateFor } from './answering/evidence/gate-for.ts'
import { createGenerate, type Generate } from './answering/generation/generate.ts'
import { createJudgeEvidence } from './answering/evidence/judge-evidence.ts'
import { createOpenConversation } from './answering/conversation/open-conversation.ts'
import { rememberTerms } from './answering/sentences/remember-terms.ts'
import { createCacheUpkeep } from './answering/cache/cache-upkeep.ts'
import { createRecall } from './answering/cache/recall.ts'
import { createSingleFlight } from './answering/cache/single-flight.ts'
import { createTieredAnswerCache, type NearCache } from './answering/cache/tiered-cache.ts'
import { createSimilarQuestions } from './answering/cache/similar-questions.ts'
import { questionThresholds } from './answering/cache/question-thresholds.ts'
import { createReply } from './answering/reply.ts'
import { createRedactText } from './answering/redact-text.ts'
import { createRerank } from './answering/ranking/rerank.ts'
import { createRetrieve, type Retrieve } from './answering/retrieval/retrieve.ts'
import { withLaterPages } from './answering/retrieval/with-later-pages.ts'
import { createSearch } from './answering/retrieval/search.ts'
import { createRewrite } from './answering/follow-up/rewrite.ts'
import { createSettle } from './answering/conclusion/settle.ts'
import { createAnswerTogether } from './answering/together/answer-together.ts'
import { createGenerateTogether } from './answering/together/generate-together.ts'
import { createCheckAnswer } from './answering/support/check-answer.ts'
import { createCheckClaim } from './answering/support/check-claim.ts'
import { createBatches } from './batch/batches.ts'
import { createPrecedence } from './batch/precedence.ts'
import type { Environment } from './config/environment.ts'
import { parseDirectoryFile } from './config/directory-file.ts'
import { parseModels } from './config/models-file.ts'
import { parsePolicy } from './config/policy-file.ts'
import { parseRoutingExamples } from './config/routing-examples-file.ts'
import { createCalibrate } from './evaluation/calibrate.ts'
import { createGatherEvidence } from './evaluation/gather-evidence.ts'
import type { ModelCatalogue } from './domain/model-catalogue.ts'
import { wallClockIn } from './domain/wall-clock.ts'
import type { Installation } from './installation.ts'
import { createReadiness } from './http/readiness.ts'
import type { Clock, NewId } from './ports/clock.ts'
import type { DocumentRegistry } from './ports/document-registry.ts'
import type { VectorIndexes } from './ports/vector-index.ts'
import type { Embedder } from './ports/embedder.ts'
import type { EndpointAccount } from './ports/endpoint-account.ts'
import type { Log } from './ports/log.ts'
import type { ProcessLock } from './ports/process-lock.ts'
import type { Sealer } from './ports/sealer.ts'
import type { QuestionBridge } from './ports/question-bridge.ts'
import type { Reranker } from './ports/reranker.ts'
import { createDirectory, type Directory, emptyDirectory } from './privacy/directory.ts'
import { createFindSensitive } from './privacy/find-sensitive.ts'
import { createModelWatch } from './routing/model-watch.ts'
import { createProviderSlots } from './routing/provider-slots.ts'
import { examplesFromFeedback } from './routing/difficulty/examples-from-feedback.ts'
import { createPredictDifficulty } from './routing/difficulty/predict-difficulty.ts'

/** The collection in the Chroma server that is ours alone. */
const ownCollection = 'lorekeep-chunks'
const parserWorkers = 2
/** How many answers a process keeps unsealed. */
const answersAtHand = 1000
const answersInRedis = 20_000
/** How long an answer stays in Redis, be its document as it may: it is not given from there once that has changed. */
const keptInRedisMs = 60 * 60 * 1000
/** How many remembered questions a process compares a new one with. */
const questionsCompared = 100_000
/** How many rated answers difficulty is learned from. */
const ratedLearned = 1000

/** Every use case, ready to be called, and the way to let go of everything they hold. */
export type Lorekeep = Awaited<ReturnType<typeof compose>>

/** What a benchmark puts in place of the product's own, to measure the rest without it. */
export interface StandIns {
  readonly embedder?: Embedder
  readonly retrieve?: Retrieve
}

/**
 * Puts the product together from its configuration: the one place that knows every adapter. Nothing
 * heavy starts here; Chroma, the embedding model and the parsers start when they are first needed.
 * @throws LorekeepError `bad-configuration`, `data-damaged`
 */
export async function compose(environment: Environment, installation: Installation, log: Log, standIns: StandIns = {}) {
  const { dataDir } = environment
  const clock: Clock = Date.now
  const newId = () => randomUUID()

  const account: EndpointAccount = { pay: (request, make) => endpoints.pay(request, make) }
  const { reranker, closeReranker } = await createReranker(environment, installation, log, account)
  const secrets = await loadLocalSecrets(dataDir)
  const sessionSecret = environment.sessionSecret ?? secrets.sessionSecret
  const adminToken = environment.adminToken ?? secrets.adminToken
  const policy = await watchParsedFile(environment.policyFile, (text) => parsePolicy(text, environment.policyFile), log)
  const catalogue = await watchParsedFile(
    environment.modelsFile,
    (text) => withPricesChecked(parseModels(text, environment.modelsFile, environment), clock(), log),
    log,
  )

  const routingExamples = await watchParsedFile(
    environment.routingExamplesFile,
    (text) => parseRoutingExamples(text, environment.routingExamplesFile),
    log,
  )
  const directory = await watchDirectory(environment.directoryFile, log)
  const knowledge = {
    nameLists: createListedNames(),
    chineseWords: createJiebaWords(),
    directory,
    companyRules: { current: () => policy.current().companyRules },
  }

  const database =
    environment.databaseUrl === undefined
      ? await openSqliteDatabase({ file: join(dataDir, 'lorekeep.db'), log })
      : await openPostgresDatabase({ url: environment.databaseUrl, log })
  const { formerSessionSecrets, conversationDays } = environment
  const wallClock = wallClockIn(environment.budgetTimeZone)
  const sealer = createAesSealer(sessionSecret, [...formerSessionSecrets, secrets.sessionSecret])
  const { registry, sourceFiles, staging, keywordIndex, tokenVectors, runs, ...records } = createSqlRecords(
    database,
    sealer,
    clock,
    wallClock,
  )
  const {
    journal,
    ledger,
    auditLog,
    budgets,
    budgetWarnings,
    conversations,
    access,
    calibrations,
    batches,
    answerCache,
  } = records

  const lock = createSqliteProcessLock(join(dataDir, 'locks'))
  // Vectors belong to the database that knows their versions: no other installation may take a collection for its own.
  const owner = createHash('sha256')
    .update(environment.databaseUrl ?? secrets.sessionSecret)
    .digest('hex')
  const sharedCollection = `${ownCollection}-${owner.slice(0, 16)}`
  const meter = createPrometheusMeter()
  const { budgetWebhook } = environment
  const warningSender = createWarningSender({
    warnings: budgetWarnings,
    send: budgetWebhook && createSignedWebhook({ ...budgetWebhook, clock }),
    currency: () => catalogue.current().currency,
    clock,
    log,
  })
  const announce = createAnnounceWarnings({ log, meter, wakeSender: () => warningSender.wake() })
  const watchBooks = createWatchBooks({ log, meter, audit: auditLog, clock })
  const endpoints = createEndpointAccounts({ budgets, ledger, catalogue, announce, watchBooks, clock, newId, log })
  /** Work of the installation's own, whose calls no budget holds up. */
  const forItself =
    <A extends readonly unknown[], T>(what: string, work: (...args: A) => Promise<T>) =>
    (...args: A) =>
      endpoints.booking({ principalId: 'system', answerId: what }, false, () => work(...args))
  const { embedder, bridge } =
    standIns.embedder === undefined
      ? createEmbedder(environment, installation, log, account)
      : { embedder: standIns.embedder, bridge: undefined }
  const { indexes, closeVectors, watchVectors } = createVectors(
    environment,
    installation,
    registry,
    embedder,
    lock,
    log,
    clock,
    sharedCollection,
  )
  const documentAnalyzer = createJiebaAnalyzer()
  const analyzer = rememberTerms(documentAnalyzer)
  const parser = createParserPool({
    workerPath: installation.workers.parse,
    size: parserWorkers,
    timeoutMs: environment.parser.timeoutMs,
    memoryMb: environment.parser.memoryMb,
  })

  const { databaseUrl } = environment
  // Runs on several machines that share a database must not meet either.
  const ingestLock = databaseUrl === undefined ? lock : createPostgresProcessLock(databaseUrl)
  const readers = createSourceReaders(environment.variable, installation.version, dataDir)
  const vectors = indexes.live
  const ingestParts = {
    registry,
    sourceFiles,
    staging,
    indexes,
    vectors,
    tokenVectors,
    embedder,
    analyzer: documentAnalyzer,
    parser,
    audit: auditLog,
    lock: ingestLock,
    policy,
    clock,
    log,
    readers,
    workFolder: join(dataDir, 'work'),
  }
  const sourceRuns = createSourceRuns({
    runs,
    ingest: withCallsBooked(createIngest(ingestParts), endpoints, newId),
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
    audit: auditLog,
    lock: ingestLock,
    clock,
    uploads: { source: uploadsSource, folder: uploadsFolder },
  })
  const signer = createJoseTokenSigner(sessionSecret)
  const redis = environment.redisUrl === undefined ? undefined : openRedis(environment.redisUrl, log)
  const cache = createTieredAnswerCache(answerCache, nearCaches(redis, sealer, owner), log)
  const watch = createModelWatch(clock)
  const slots = createProviderSlots()
  const findSensitive = createFindSensitive(knowledge)
  const openConversation = createOpenConversation({ conversations, journal, clock, days: conversationDays })
  const retrieveParts = {
    registry,
    sourceFiles,
    vectors,
    keywords: keywordIndex,
    embedder,
    analyzer,
    bridge,
    rerank: createRerank({
      keywords: keywordIndex,
      analyzer,
      tokenVectors,
      reranker,
      log,
    }),
  }
  const retrieve = standIns.retrieve ?? createRetrieve(retrieveParts)
  const compareQuestion = createCompareQuestion({
    keywords: keywordIndex,
    analyzer,
    ...(embedder.tokens !== undefined && { tokens: { encoder: embedder.tokens, store: tokenVectors } }),
  })
  const judgeEvidence = createJudgeEvidence(compareQuestion, createGateFor(calibrations, registry))
  const embedQuestion = async (question: string, signal: AbortSignal) => {
    const words = (await bridge?.wordsOf(question, signal)) ?? []
    return (await encodeQuestion(embedder, question, words, signal)).vector
  }
  const predictDifficulty = createPredictDifficulty({
    examples: async () => [
      ...routingExamples.current(),
      ...examplesFromFeedback(await journal.rated({ since: 0, limit: ratedLearned }), catalogue.current()),
    ],
    embed: embedQuestion,
    embedder: async (signal) => (await embedder.identity(signal)).id,
    kept: createQuestionVectorFile(join(dataDir, 'models', 'routing-vectors.json')),
    aside: forItself('routing-examples', (work: () => Promise<void>) => work()),
    clock,
    log,
  })
  const similar = createSimilarQuestions(cache, questionsCompared)
  const recall = createRecall({
    cache,
    registry,
    findSensitive,
    log,
    // How close questions must be was measured with the bundled model, and says nothing of any other.
    ...(environment.embeddings === undefined && {
      meaning: {
        similar,
        embed: embedQuestion,
        thresholds: questionThresholds,
      },
    }),
  })
  const counter = createTokenCounter()
  const planReply = createPlanReply({ watch, slots, predictDifficulty, counter, clock, log })
  const gatherEvidence = createGatherEvidence({ retrieve, compareQuestion })
  const calling = {
    models: createOpenAiChatModel,
    watch,
    slots,
    reserve: createReserveBudget(budgets, clock, announce),
    budgets,
    counter,
    clock,
  }

  const generate = createGenerate(calling)
  const replyParts = {
    checkAnswer: createCheckAnswer({
      checkClaim: createCheckClaim(analyzer, embedder),
      keywords: keywordIndex,
      analyzer,
    }),
    extractAnswer: createExtractAnswer(createEmbedSentences(embedder)),
    abstain,
    planReply,
    analyzer,
  }
  const askParts = {
    openConversation,
    rewrite: createRewrite({ ...calling, analyzer, log }),
    recall,
    singleFlight: createSingleFlight(),
    retrieve: withLaterPages(retrieve, registry),
    journal,
    judgeEvidence,
    abstain,
    conclude: createConclude({
      settle: createSettle(journal, newId, watchBooks, announce),
      conversations,
      recall,
      registry,
      clock,
      log,
    }),
    policy,
    findSensitive,
    endpoints,
    catalogue,
    clock,
    newId,
  }
  const askWith = (generates: Generate) =>
    createAsk({ ...askParts, reply: createReply({ ...replyParts, generate: generates }) })
  const ask = askWith(generate)
  const precedence = createPrecedence()

  return {
    environment,
    installation,
    adminToken,
    clock,
    log,
    policy,
    catalogue,
    registry,
    sourceFiles,
    staging,
    keywords: keywordIndex,
    journal,
    ledger,
    cacheUpkeep: createCacheUpkeep({ cache, ledger, audit: auditLog, clock }),
    meter,
    budgets,
    wallClock,
    budgetLimits: createBudgetLimits({ budgets, ledger, audit: auditLog, clock, wallClock }),
    auditLog,
    embedder,
    reranker,
    vectors,
    /** For measurements of parts of it. */
    retrieveParts,
    retrieve,
    compareQuestion,
    gatherEvidence,
    calibrate: createCalibrate({
      gatherEvidence,
      calibrations,
      registry,
      clock,
    }),
    search: withSearchBooked(createSearch({ retrieve, registry }), endpoints, newId),
    embedQuestion,
    predictDifficulty,
    previewRoute: createPreviewRoute({
      retrieve,
      judgeEvidence,
      planReply,
      policy,
      catalogue,
      findSensitive,
      clock,
    }),
    redactText: createRedactText({ findSensitive, policy, openConversation }),
    ask: precedence.first(ask),
    batches: createBatches({
      batches,
      answerTogether: createAnswerTogether({
        askWith,
        generate,
        generateTogether: createGenerateTogether({ ...calling, log }),
      }),
      journal,
      currentPrincipal: createCurrentPrincipal(access),
      precedence,
      audit: auditLog,
      catalogue,
      clock,
      newId,
      log,
    }),
    runs,
    sourceRuns,
    conversations,
    ingest,
    reindex: forItself('reindex', createReindex(ingestParts)),
    rollback: createRollback(ingestParts),
    verify: createVerify({ ...ingestParts, ingest, keywords: keywordIndex, cache }),
    readOriginal: createReadOriginal({ ...ingestParts, originalsFolder: join(dataDir, 'originals') }),
    remove,
    sources: createListSources({ registry, runs, clock }),
    defineSource: createDefineSource({ registry, audit: auditLog, clock, dataDir }),
    removeSource: createRemoveSource({ registry, remove, audit: auditLog, clock, dataDir }),
    upload: createUploadDocument(uploadsFolder, sourceRuns.ingestAs('request'), registry, sourceFiles),
    keys: createApiKeys(access, auditLog, clock, newId),
    signIn: createSignIn(access, signer, auditLog, clock, environment.sessionHours),
    sites: createWidgetSites({
      store: access,
      signer,
      audit: auditLog,
      clock,
      newId,
      tokenMinutes: environment.widgetTokenMinutes,
    }),
    readiness: createReadiness(registry, vectors, embedder, log),
    /** For a long-running service: seals what a version before wrote as it was. */
    sealEarlierTexts: (signal: AbortSignal) => sealEarlierTexts(database, sealer, log, signal),
    /** For a long-running service: knows what is remembered before the first question comes. */
    async warmCache() {
      await similar.catchUp().catch((error: unknown) => log.warn('cache.not-warmed', { error }))
    },
    /** For a long-running service: keeps the embedded Chroma alive. */
    watchVectors,
    /** For a long-running service: sends warnings of budgets, those of other processes too. */
    watchWarnings: () => warningSender.watch(),
    async close() {
      await sourceRuns.close()
      await warningSender.close()
      policy.close()
      directory.close()
      routingExamples.close()
      catalogue.close()
      await parser.close()
      await embedder.close()
      await closeReranker()
      await endpoints.close()
      await closeVectors()
      await redis?.close()
      await database.close()
    },
  }
}

/** The caches in front of the database, the nearest first. */
function nearCaches(redis: RedisConnection | undefined, sealer: Sealer, prefix: string): readonly NearCache[] {
  const memory = { name: 'memory', cache: createMemoryAnswerCache(answersAtHand) }
  if (redis === undefined) return [memory]
  const options = {
    prefix: `lorekeep:${prefix.slice(0, 16)}:answers:`,
    capacity: answersInRedis,
    keptMs: keptInRedisMs,
  }
  return [memory, { name: 'redis', cache: createRedisAnswerCache(redis, sealer, options) }]
}

/** What is embedded for an ingest is booked with its source, on whoever began it. */
function withCallsBooked(ingest: Ingest, endpoints: EndpointAccounts, newId: NewId): Ingest {
  return (request, onEvent, signal) => {
    const payer = { principalId: request.actor, answerId: `ingest:${newId()}`, source: request.source.name }
    return endpoints.booking(payer, false, () => ingest(request, onEvent, signal))
  }
}

/** A search that answers nothing is paid for by whoever searches, within their budgets. */
function withSearchBooked(search: Retrieve, endpoints: EndpointAccounts, newId: NewId): Retrieve {
  return (question, principal, ...rest) => {
    const { id: principalId, team } = principal
    const payer = { principalId, ...(team !== undefined && { team }), answerId: `search:${newId()}` }
    return endpoints.booking(payer, true, () => search(question, principal, ...rest))
  }
}

/** Says at once which models have no price, before their first call is booked without one. */
function withPricesChecked(catalogue: ModelCatalogue, at: number, log: Log): ModelCatalogue {
  for (const { provider, model, reason } of unpricedModels(catalogue, at)) {
    log.warn('price.unknown', { provider, model, reason, advice: 'Enter the price in the file of models.' })
  }
  return catalogue
}

/** The directory of names in a file, read again when it changes; nobody without one. */
async function watchDirectory(file: string | undefined, log: Log): Promise<WatchedFile<Directory>> {
  if (file === undefined) return { current: () => emptyDirectory, close: () => undefined }
  return watchParsedFile(file, (text) => createDirectory(parseDirectoryFile(text, file)), log)
}

/** The embedder, and a bridge between languages where its model reads only one. */
function createEmbedder(
  environment: Environment,
  installation: Installation,
  log: Log,
  account: EndpointAccount,
): { readonly embedder: Embedder; readonly bridge?: QuestionBridge } {
  const { embeddings, embeddingThreads } = environment
  const worker = { embeddingWorkerPath: installation.workers.embedding, threads: embeddingThreads, log }
  if (embeddings === undefined) {
    const embedder = createBundledEmbedder({
      ...worker,
      modelSource: installation.bundledModel,
      dictionarySource: installation.dictionary,
      modelsDir: join(environment.dataDir, 'models'),
      preparationWorkerPath: installation.workers.preparation,
    })
    return { embedder, bridge: createCedictBridge(async (signal) => (await embedder.prepare(signal)).glossFile) }
  }
  return {
    embedder:
      'folder' in embeddings
        ? createLocalModelEmbedder({ ...worker, modelDir: embeddings.folder })
        : createOpenAiEmbedder({ ...embeddings, account }),
  }
}

/** The model that looks at candidates once more, where one is configured. */
async function createReranker(
  { reranker, embeddingThreads: threads }: Environment,
  installation: Installation,
  log: Log,
  account: EndpointAccount,
): Promise<{ readonly reranker?: Reranker; readonly closeReranker: () => Promise<void> }> {
  const nothingToClose = async () => undefined
  if (reranker === undefined) return { closeReranker: nothingToClose }
  if (!('folder' in reranker)) {
    return { reranker: createEndpointReranker({ ...reranker, account }), closeReranker: nothingToClose }
  }
  const { rerank: rerankWorkerPath } = installation.workers
  const local = await createLocalReranker({ modelDir: reranker.folder, rerankWorkerPath, threads, log })
  return { reranker: local, closeReranker: () => local.close() }
}

function createVectors(
  environment: Environment,
  installation: Installation,
  registry: DocumentRegistry,
  embedder: Embedder,
  lock: ProcessLock,
  log: Log,
  clock: Clock,
  sharedCollection: string,
) {
  const { chroma: remote, dataDir } = environment
  const embedded =
    remote === undefined
      ? createEmbeddedChroma({ dataDir, cliPath: installation.chromaCli, lock, log, clock })
      : undefined
  const opened = createChromaVectorIndexes({
    connect: async () =>
      embedded === undefined ? { url: remote?.url ?? '' } : { url: await embedded.url(), folder: embedded.folder },
    firstCollection: remote === undefined ? ownCollection : sharedCollection,
    ...(remote?.tenant !== undefined && { tenant: remote.tenant }),
    ...(remote?.database !== undefined && { database: remote.database }),
    ...(remote?.token !== undefined && { token: remote.token }),
    log,
  })
  const live = createLiveVectorIndex(async () => {
    const identity = await registry.indexIdentity()
    const { dimension } = identity ?? (await embedder.identity())
    return opened.open(identity?.collection || opened.firstCollection, dimension)
  })
  const indexes: VectorIndexes = { ...opened, live }
  return {
    indexes,
    watchVectors: () => embedded?.watch(),
    closeVectors: async () => {
      await opened.close()
      await embedded?.release()
    },
  }
}
