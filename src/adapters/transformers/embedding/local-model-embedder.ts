import { tokenCodesId } from '../../../domain/vectors/token-codes.ts'
import type { Embedder } from '../../../ports/embedder.ts'
import { cedictGlossId } from '../../language/cedict-gloss.ts'
import { createEmbeddingThreads, type EmbeddingThreadsOptions } from './embedding-threads.ts'
import { type LocalModel, readLocalModel } from './local-model.ts'
import { embedWith } from './worker-embedding.ts'

export interface LocalModelEmbedderOptions extends EmbeddingThreadsOptions {
  /** A model in the folder layout of transformers.js. */
  readonly modelDir: string
  /** Put before every query, for models that were trained so ("query: "). */
  readonly queryPrefix?: string
  /** Put before every document. */
  readonly documentPrefix?: string
  /** A file that `compileCedict` wrote, for models that know no Chinese. */
  readonly glossFile?: string
}

/**
 * Any text embedding model that transformers.js runs, from a folder on this machine. Its identity is the folder's name
 * and a hash of its configuration, the prefixes and the dictionary.
 * @throws LorekeepError from every method `bad-configuration` when the folder holds no such model
 */
export function createLocalModelEmbedder(options: LocalModelEmbedderOptions): Embedder {
  const { modelDir, queryPrefix = '', documentPrefix = '', glossFile } = options
  const variant = JSON.stringify([queryPrefix, documentPrefix, glossFile === undefined ? '' : cedictGlossId])
  let model: Promise<LocalModel> | undefined

  const load = (): Promise<LocalModel> =>
    (model ??= readLocalModel(modelDir, variant).catch((error: unknown) => {
      model = undefined
      throw error
    }))

  const threads = createEmbeddingThreads(options, async () => ({ encoder: (await load()).encoder, glossFile }))

  return {
    ...embedWith(threads, { query: queryPrefix, document: documentPrefix }),
    async identity() {
      const { id, encoder } = await load()
      return { id, dimension: encoder.dimension, tokens: tokenCodesId }
    },
  }
}
