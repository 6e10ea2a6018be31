import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'
import { bertConfig, buildBertGraph } from './bert-graph.ts'
import { parseSafetensors } from './safetensors.ts'

/** SHA-256 of the files of all-MiniLM-L6-v2 in half precision that the package brings along. */
export const minilmFiles = {
  'config.json': '953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41',
  'model.fp16.safetensors': '6638f625a0a60bdaa1e34c5fee0a17c705f13b98b43a7973e9d366106a55273d',
  'tokenizer.json': 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
} as const

/** What transformers.js wants to know of a tokenizer besides its `tokenizer.json`. */
const tokenizerConfig = {
  tokenizer_class: 'BertTokenizer',
  do_lower_case: true,
  do_basic_tokenize: true,
  tokenize_chinese_chars: true,
  clean_up_tokenization_spaces: true,
  strip_accents: null,
  never_split: null,
  model_max_length: 512,
  cls_token: '[CLS]',
  sep_token: '[SEP]',
  pad_token: '[PAD]',
  unk_token: '[UNK]',
  mask_token: '[MASK]',
}

/**
 * Converts the weights of all-MiniLM-L6-v2 to ONNX in int8, in the folder layout that transformers.js loads.
 * @throws LorekeepError `data-damaged` when a file of the source is missing or is not the one we know
 */
export async function convertMiniLm(source: string, emptyFolder: string): Promise<void> {
  const config = await readKnownFile(source, 'config.json')
  const tokenizer = await readKnownFile(source, 'tokenizer.json')
  const weights = await readKnownFile(source, 'model.fp16.safetensors')
  const graph = buildBertGraph(parseSafetensors(weights), bertConfig.parse(JSON.parse(config.toString('utf8'))))

  await mkdir(join(emptyFolder, 'onnx'))
  await writeFile(join(emptyFolder, 'onnx/model_quantized.onnx'), graph)
  await writeFile(join(emptyFolder, 'config.json'), config)
  await writeFile(join(emptyFolder, 'tokenizer.json'), withoutLimits(tokenizer.toString('utf8')))
  await writeFile(join(emptyFolder, 'tokenizer_config.json'), JSON.stringify(tokenizerConfig, undefined, 2))
}

async function readKnownFile(source: string, name: keyof typeof minilmFiles): Promise<Buffer> {
  const path = join(source, name)
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw unusable(path, messageOf(cause), cause)
  })
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== minilmFiles[name]) throw unusable(path, `its SHA-256 is ${found}, not ${minilmFiles[name]}`)
  return bytes
}

/** We pad and cut by ourselves, so that no text is shortened silently. */
function withoutLimits(tokenizer: string): string {
  return JSON.stringify({ ...(JSON.parse(tokenizer) as object), padding: null, truncation: null })
}

function unusable(path: string, problem: string, cause?: unknown): LorekeepError {
  return new LorekeepError('data-damaged', `The bundled model cannot be used, "${path}": ${problem}.`, {
    hint: 'Install the packages again with "npm ci".',
    cause,
  })
}
