import * as z from 'zod'
import { ModelFolder, reservedPositions, type Weights } from '../model-folder/model-folder.ts'

/** How a cross-encoder in a folder is to be used. */
export interface CrossEncoderSetup {
  readonly modelFolder: string
  readonly weights: Weights
  /** Tokens of a question and a text that the model takes together, the special ones included. */
  readonly longestPair: number
}

const modelConfig = z.object({
  architectures: z.array(z.string()).default([]),
  id2label: z.record(z.string(), z.string()).optional(),
  max_position_embeddings: z.int().min(16).default(512),
})
const tokenizerConfig = z.object({ model_max_length: z.number().min(16).optional() })

/** Passages are shorter; a person waits. */
const longestPair = 512

/**
 * Reads how the cross-encoder in a folder is to be used, such as bge-reranker or ms-marco-MiniLM in the layout of
 * transformers.js: a sequence classification model with one output, how well a text answers.
 * @throws LorekeepError `bad-configuration` when something is missing, cannot be read, or is another kind of model
 */
export async function readLocalCrossEncoder(modelFolder: string): Promise<CrossEncoderSetup> {
  const folder = new ModelFolder(modelFolder, 'RERANK_FOLDER')
  const config = folder.parse(modelConfig, await folder.read('config.json'), 'config.json')
  await folder.read('tokenizer.json')
  const tokenizer = folder.parse(tokenizerConfig, await folder.read('tokenizer_config.json'), 'tokenizer_config.json')
  refuseOtherKinds(folder, config)
  return {
    modelFolder,
    weights: await folder.findWeights(),
    longestPair: Math.min(
      tokenizer.model_max_length ?? longestPair,
      config.max_position_embeddings - reservedPositions,
      longestPair,
    ),
  }
}

function refuseOtherKinds(folder: ModelFolder, { architectures, id2label }: z.infer<typeof modelConfig>): void {
  if (architectures.length > 0 && !architectures.some((name) => name.endsWith('ForSequenceClassification'))) {
    throw folder.unusable(
      `its config.json names ${architectures.join(', ')}, and a cross-encoder is a …ForSequenceClassification`,
    )
  }
  const labels = Object.keys(id2label ?? {}).length
  if (labels > 1) throw folder.unusable(`it tells ${labels} classes apart, and a reranking model gives one score`)
}
