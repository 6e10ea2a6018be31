import { join } from 'node:path'
import { createCedictBridge } from '../adapters/language/cedict-bridge.ts'
import { createEndpointReranker } from '../adapters/openai/endpoint-reranker.ts'
import { createOpenAiEmbedder } from '../adapters/openai/openai-embedder.ts'
import { createBundledEmbedder } from '../adapters/transformers/bundled/bundled-embedder.ts'
import { createLocalModelEmbedder } from '../adapters/transformers/embedding/local-model-embedder.ts'
import { createLocalReranker } from '../adapters/transformers/reranking/local-reranker.ts'
import { endpointNotices } from '../config/endpoint-notices.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { EndpointAccount } from '../ports/endpoint-account.ts'
import type { GuardedEmbedder } from '../ports/guarded-embedder.ts'
import type { GuardedReranker } from '../ports/guarded-reranker.ts'
import type { QuestionBridge } from '../ports/question-bridge.ts'
import type { CloudGuard } from '../privacy/outgoing/cloud-guard.ts'
import { guardEmbedder, openEmbedder } from '../privacy/outgoing/guard-embedder.ts'
import { guardReranker, openReranker } from '../privacy/outgoing/guard-reranker.ts'
import type { Foundation } from './foundation.ts'

/** The models that compare texts, each guarded as where it stands asks; those that write answers are of the catalogue. */
export interface Models extends ReadingModel {
  /** Absent where none is configured. */
  readonly reranker?: GuardedReranker
  readonly closeReranker: () => Promise<void>
}

/** Who pays for endpoints, and what guards those in the cloud. */
export interface EndpointNeeds {
  readonly account: EndpointAccount
  readonly guard: Pick<CloudGuard, 'prepare'>
}

interface ReadingModel {
  readonly embedder: GuardedEmbedder
  /** A bridge between languages, where the model reads only one. */
  readonly bridge?: QuestionBridge
}

/**
 * Says at once which endpoints get texts outside the house.
 * @param standIn takes the place of the embedder
 * @throws LorekeepError `bad-configuration` for a folder that holds no model
 */
export async function openModels(
  foundation: Foundation,
  endpoints: EndpointNeeds,
  standIn: Embedder | undefined,
): Promise<Models> {
  for (const { event, ...notice } of endpointNotices(foundation.environment)) foundation.log.warn(event, notice)
  const reranking = await rerankingModel(foundation, endpoints)
  const reading = standIn === undefined ? readingModel(foundation, endpoints) : { embedder: openEmbedder(standIn) }
  return { ...reranking, ...reading }
}

function readingModel({ environment, installation, log }: Foundation, { account, guard }: EndpointNeeds): ReadingModel {
  const { embeddings, embeddingThreads, dataDir } = environment
  const worker = { embeddingWorkerPath: installation.workers.embedding, threads: embeddingThreads, log }
  if (embeddings === undefined) {
    const embedder = createBundledEmbedder({
      ...worker,
      modelSource: installation.bundledModel,
      dictionarySource: installation.dictionary,
      modelsDir: join(dataDir, 'models'),
      preparationWorkerPath: installation.workers.preparation,
    })
    const bridge = createCedictBridge(async (signal) => (await embedder.prepare(signal)).glossFile)
    return { embedder: openEmbedder(embedder), bridge }
  }
  if ('folder' in embeddings) {
    return { embedder: openEmbedder(createLocalModelEmbedder({ ...worker, modelDir: embeddings.folder })) }
  }
  const embedder = createOpenAiEmbedder({ ...embeddings, account })
  return { embedder: embeddings.tier === 'cloud' ? guardEmbedder(embedder, guard) : openEmbedder(embedder) }
}

/** The model that looks at candidates once more, where one is configured. */
async function rerankingModel(
  { environment, installation, log }: Foundation,
  { account, guard }: EndpointNeeds,
): Promise<Pick<Models, 'reranker' | 'closeReranker'>> {
  const { reranker, embeddingThreads: threads } = environment
  const nothingToClose = async () => undefined
  if (reranker === undefined) return { closeReranker: nothingToClose }
  if (!('folder' in reranker)) {
    const there = createEndpointReranker({ ...reranker, account })
    const guarded = reranker.tier === 'cloud' ? guardReranker(there, guard) : openReranker(there)
    return { reranker: guarded, closeReranker: nothingToClose }
  }
  const { rerank: rerankWorkerPath } = installation.workers
  const local = await createLocalReranker({ modelDir: reranker.folder, rerankWorkerPath, threads, log })
  return { reranker: openReranker(local), closeReranker: () => local.close() }
}
