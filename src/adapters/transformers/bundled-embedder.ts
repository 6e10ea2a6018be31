import type { Embedder } from '../../ports/embedder.ts'
import { cedictGlossId } from '../language/cedict-gloss.ts'
import { minilmDimension, minilmId } from './bundled-folders.ts'
import { type BundledModelOptions, createBundledModel, type PreparedModel } from './bundled-model.ts'
import { EmbeddingWorkers, type EmbeddingWorkersOptions } from './embedding-workers.ts'
import { throwIfUnwanted } from './while-wanted.ts'

export interface BundledEmbedderOptions extends BundledModelOptions, EmbeddingWorkersOptions {}

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
  let workers: EmbeddingWorkers | undefined

  return {
    identity: async () => ({ id: `${minilmId}+${cedictGlossId}`, dimension: minilmDimension }),
    prepare: (signal) => model.prepare(signal),
    async embed(texts, purpose, signal) {
      throwIfUnwanted(signal)
      if (texts.length === 0) return []
      const { modelFolder, glossFile } = await model.prepare(signal)
      workers ??= new EmbeddingWorkers(options, {
        encoder: {
          modelFolder,
          weights: 'q8',
          pooling: 'mean',
          dimension: minilmDimension,
          longestText,
          windowLength,
        },
        glossFile,
      })
      return workers.embed(texts, purpose, signal)
    },
    close: async () => workers?.close(),
  }
}
