import { join } from 'node:path'
import { createCedictBridge } from '../adapters/language/cedict-bridge.ts'
import { createEndpointReranker } from '../adapters/openai/endpoint-reranker.ts'
import { createOpenAiEmbedder } from '../adapters/openai/openai-embedder.ts'
import { createBundledEmbedder } from '../adapters/transformers/bundled-embedder.ts'
import { createLocalModelEmbedder } from '../adapters/transformers/local-model-embedder.ts'
import { createLocalReranker } from '../adapters/transformers/local-reranker.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { EndpointAccount } from '../ports/endpoint-account.ts'
import type { QuestionBridge } from '../ports/question-bridge.ts'
import type { Reranker } from '../ports/reranker.ts'
import type { Foundation } from './foundation.ts'

/** The models that compare texts; those that write answers are of the catalogue. */
export interface Models extends ReadingModel {
  /** Absent where none is configured. */
  readonly reranker?: Reranker
  readonly closeReranker: () => Promise<void>
}

interface ReadingModel {
  readonly embedder: Embedder
  /** A bridge between languages, where the model reads only one. */
  readonly bridge?: QuestionBridge
}

/**
 * @param account pays for endpoints
 * @param standIn takes the place of the embedder
 * @throws LorekeepError `bad-configuration` for a folder that holds no model
 */
export async function openModels(
  foundation: Foundation,
  account: EndpointAccount,
  standIn: Embedder | undefined,
): Promise<Models> {
  const reranking = await openReranker(foundation, account)
  return { ...reranking, ...(standIn === undefined ? openEmbedder(foundation, account) : { embedder: standIn }) }
}

function openEmbedder({ environment, installation, log }: Foundation, account: EndpointAccount): ReadingModel {
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
async function openReranker(
  { environment, installation, log }: Foundation,
  account: EndpointAccount,
): Promise<Pick<Models, 'reranker' | 'closeReranker'>> {
  const { reranker, embeddingThreads: threads } = environment
  const nothingToClose = async () => undefined
  if (reranker === undefined) return { closeReranker: nothingToClose }
  if (!('folder' in reranker)) {
    return { reranker: createEndpointReranker({ ...reranker, account }), closeReranker: nothingToClose }
  }
  const { rerank: rerankWorkerPath } = installation.workers
  const local = await createLocalReranker({ modelDir: reranker.folder, rerankWorkerPath, threads, log })
  return { reranker: local, closeReranker: () => local.close() }
}
