import { createHash } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import * as z from 'zod'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
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

/** Two positions are not for words in the models that count positions from the padding token on (RoBERTa). */
const reservedPositions = 2
const longestWindow = 512

const weightFiles = [
  ['q8', 'onnx/model_quantized.onnx'],
  ['fp32', 'onnx/model.onnx'],
  ['fp16', 'onnx/model_fp16.onnx'],
] as const

/** A model folder as it was found, and a name for exactly this model. */
export interface LocalModel {
  readonly id: string
  readonly encoder: EncoderSetup
}

/**
 * Reads how the embedding model in a folder is to be used: the layout of transformers.js (`config.json`,
 * `tokenizer.json`, `onnx/`), with the pooling and length of sentence-transformers (`1_Pooling/config.json`,
 * `sentence_bert_config.json`) where they are there; without them the mean. `variant` is part of the name.
 * @throws LorekeepError `bad-configuration` when something is missing or cannot be read
 */
export async function readLocalModel(modelFolder: string, variant: string): Promise<LocalModel> {
  const configText = await readRequired(modelFolder, 'config.json')
  await readRequired(modelFolder, 'tokenizer.json')
  const config = parse(modelConfig, configText, modelFolder, 'config.json')
  const weights = await findWeights(modelFolder)
  const poolingText = await readOptional(modelFolder, '1_Pooling/config.json')
  const lengthText = await readOptional(modelFolder, 'sentence_bert_config.json')
  const pooling = poolingOf(parse(poolingConfig, poolingText, modelFolder, '1_Pooling/config.json'), modelFolder)
  const wanted = parse(lengthConfig, lengthText, modelFolder, 'sentence_bert_config.json').max_seq_length
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

function poolingOf(config: z.infer<typeof poolingConfig> | undefined, modelFolder: string): Pooling {
  const { pooling_mode_cls_token: first = false, pooling_mode_mean_tokens: mean = false } = config ?? {}
  if (first && mean) throw unusable(modelFolder, '1_Pooling/config.json asks for two kinds of pooling at once')
  return first ? 'cls' : 'mean'
}

async function findWeights(modelFolder: string): Promise<EncoderSetup['weights']> {
  for (const [weights, file] of weightFiles) if (await exists(join(modelFolder, file))) return weights
  throw unusable(modelFolder, `it has none of ${weightFiles.map(([, file]) => file).join(', ')}`)
}

function parse<T>(schema: z.ZodType<T>, text: string, modelFolder: string, file: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw unusable(modelFolder, `${file} cannot be read: ${messageOf(cause)}`, cause)
  }
}

async function readRequired(modelFolder: string, file: string): Promise<string> {
  return readFile(join(modelFolder, file), 'utf8').catch((cause: unknown) => {
    throw unusable(modelFolder, messageOf(cause), cause)
  })
}

/** An empty object when the file is not there. */
async function readOptional(modelFolder: string, file: string): Promise<string> {
  return (await exists(join(modelFolder, file))) ? readRequired(modelFolder, file) : '{}'
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function unusable(modelFolder: string, problem: string, cause?: unknown): LorekeepError {
  return new LorekeepError('bad-configuration', `The model folder "${modelFolder}" cannot be used: ${problem}.`, {
    hint: 'EMBEDDINGS_FOLDER needs config.json, tokenizer.json and onnx/model_quantized.onnx or onnx/model.onnx.',
    cause,
  })
}
