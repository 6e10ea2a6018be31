import { tokenCodesId } from '../../../domain/vectors/token-codes.ts'
import type { Embedder } from '../../../ports/embedder.ts'
import { cedictGlossId } from '../../language/cedict-gloss.ts'
import { minilmDimension, minilmId } from './bundled-folders.ts'
import { type BundledModelOptions, createBundledModel, type PreparedModel } from './bundled-model.ts'
import { createEmbeddingThreads, type EmbeddingThreadsOptions } from '../embedding/embedding-threads.ts'
import { embedWith } from '../embedding/worker-embedding.ts'

export interface BundledEmbedderOptions extends BundledModelOptions, EmbeddingThreadsOptions {}

export interface BundledEmbedder extends Embedder {
  /** Makes the model's files now rather than at the first text; for the dictionary and for a service that starts. */
  prepare(signal?: AbortSignal): Promise<PreparedModel>
}

/** The model was trained on texts of up to 256 tokens; longer ones come as windows of up to 230. */
const longestText = 256
const windowLength = 230

/**
 * all-MiniLM-L6-v2 (Reimers and Gurevych 2019) in int8, out of the installed packages, with Chinese words replaced by
 * their English glosses. At first use its files are made below `modelsDir`, in some seconds and without the network.
 * A text's vector does not depend on what is embedded beside it. A text of more than 256 tokens gets the mean over the
 * tokens of all its windows.
 */
export function createBundledEmbedder(options: BundledEmbedderOptions): BundledEmbedder {
  const model = createBundledModel(options)
  const threads = createEmbeddingThreads(options, async (signal) => {
    const { modelFolder, glossFile } = await model.prepare(signal)
    return {
      encoder: {
        modelFolder,
        weights: 'q8',
        pooling: 'mean',
        dimension: minilmDimension,
        longestText,
        windowLength,
      },
      glossFile,
    }
  })

  return {
    ...embedWith(threads, { query: '', document: '' }),
    identity: async () => ({
      id: `${minilmId}+${cedictGlossId}`,
      dimension: minilmDimension,
      tokens: tokenCodesId,
    }),
    prepare: (signal) => model.prepare(signal),
  }
}
