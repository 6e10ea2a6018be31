import { basename, dirname } from 'node:path'
import { AutoTokenizer, env, type PreTrainedTokenizer } from '@xenova/transformers'
import type { Weights } from './model-folder.ts'

/** The tokenizer of a folder, and what `from_pretrained` of a model wants to load the rest of it. */
export interface OpenedModelFolder {
  readonly tokenizer: PreTrainedTokenizer
  readonly from: string
  readonly options: {
    readonly dtype: Weights
    readonly session_options: {
      readonly intraOpNumThreads: number
      readonly interOpNumThreads: number
      readonly logSeverityLevel: 3
    }
  }
}

/** Opens a model in the folder layout of transformers.js, without ever asking the network. */
export async function openModelFolder(model: {
  readonly modelFolder: string
  readonly weights: Weights
}): Promise<OpenedModelFolder> {
  env.allowRemoteModels = false
  env.localModelPath = dirname(model.modelFolder)
  env.useFSCache = false
  const from = basename(model.modelFolder)
  return {
    tokenizer: await AutoTokenizer.from_pretrained(from),
    from,
    options: {
      dtype: model.weights,
      // Several threads in one run wait for one another; on busy cores that halves the speed. See the workers' number.
      session_options: { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 },
    },
  }
}
