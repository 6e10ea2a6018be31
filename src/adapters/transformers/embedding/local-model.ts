import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import * as z from 'zod'
import { ModelFolder, reservedPositions } from '../model-folder/model-folder.ts'
import type { Pooling } from './pooling.ts'
import type { EncoderSetup } from './sentence-encoder.ts'

const modelConfig = z.object({
  hidden_size: z.int().min(1),
  max_position_embeddings: z.int().min(8).default(512),
})
/** Of sentence-transformers; says how the vectors of tokens become one. */
const poolingConfig = z.object({
  pooling_mode_cls_token: z.boolean().default(false),
  pooling_mode_mean_tokens: z.boolean().default(false),
})
/** Of sentence-transformers; the length the model was trained on. */
const lengthConfig = z.object({ max_seq_length: z.int().min(8).optional() })

const longestWindow = 512

/** A model folder as it was found, and a name for exactly this model. */
export interface LocalModel {
  readonly id: string
  readonly encoder: EncoderSetup
}

/**
 * Reads how the embedding model in a folder is to be used: the layout of transformers.js, with the pooling and length of
 * sentence-transformers (`1_Pooling/config.json`, `sentence_bert_config.json`) where they are there; without them the
 * mean. `variant` is part of the name.
 * @throws LorekeepError `bad-configuration` when something is missing or cannot be read
 */
export async function readLocalModel(modelFolder: string, variant: string): Promise<LocalModel> {
  const folder = new ModelFolder(modelFolder, 'EMBEDDINGS_FOLDER')
  const configText = await folder.read('config.json')
  for (const file of ['tokenizer.json', 'tokenizer_config.json']) await folder.read(file)
  const config = folder.parse(modelConfig, configText, 'config.json')
  const weights = await folder.findWeights()
  const poolingText = await folder.readOptional('1_Pooling/config.json')
  const lengthText = await folder.readOptional('sentence_bert_config.json')
  const pooling = poolingOf(folder, folder.parse(poolingConfig, poolingText, '1_Pooling/config.json'))
  const wanted = folder.parse(lengthConfig, lengthText, 'sentence_bert_config.json').max_seq_length
  const longestText = Math.min(
    wanted ?? longestWindow,
    config.max_position_embeddings - reservedPositions,
    longestWindow,
  )

  const hash = createHash('sha256').update([configText, poolingText, lengthText, weights, variant].join('\0'))
  return {
    id: `${basename(modelFolder)}-${hash.digest('hex').slice(0, 12)}`,
    encoder: {
      modelFolder,
      weights,
      pooling,
      dimension: config.hidden_size,
      longestText,
      windowLength: longestText,
    },
  }
}

function poolingOf(folder: ModelFolder, config: z.infer<typeof poolingConfig> | undefined): Pooling {
  const { pooling_mode_cls_token: first = false, pooling_mode_mean_tokens: mean = false } = config ?? {}
  if (first && mean) throw folder.unusable('1_Pooling/config.json asks for two kinds of pooling at once')
  return first ? 'cls' : 'mean'
}
