import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type * as z from 'zod'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'

/** How the numbers of a model are kept. */
export type Weights = 'q8' | 'fp16' | 'fp32'

const weightFiles = [
  ['q8', 'onnx/model_quantized.onnx'],
  ['fp32', 'onnx/model.onnx'],
  ['fp16', 'onnx/model_fp16.onnx'],
] as const

/** Positions that are not for words in the models that count positions from the padding token on (RoBERTa). */
export const reservedPositions = 2

/** A folder in the layout of transformers.js: `config.json`, `tokenizer.json`, `tokenizer_config.json`, `onnx/`. */
export class ModelFolder {
  readonly path: string
  readonly #variable: string

  /** @param variable names the folder in the environment; errors say so */
  constructor(path: string, variable: string) {
    this.path = path
    this.#variable = variable
  }

  /**
   * The text of a file.
   * @throws LorekeepError `bad-configuration` when it is not there or cannot be read
   */
  async read(file: string): Promise<string> {
    return readFile(join(this.path, file), 'utf8').catch((cause: unknown) => {
      throw this.unusable(messageOf(cause), cause)
    })
  }

  /** The same, and an empty object of JSON when it is not there. */
  async readOptional(file: string): Promise<string> {
    return (await exists(join(this.path, file))) ? this.read(file) : '{}'
  }

  /** @throws LorekeepError `bad-configuration` when the text of a file is not what the schema wants */
  parse<T>(schema: z.ZodType<T>, text: string, file: string): T {
    try {
      return schema.parse(JSON.parse(text))
    } catch (cause) {
      throw this.unusable(`${file} cannot be read: ${messageOf(cause)}`, cause)
    }
  }

  /** The first kind of weights that is there, the fastest first. */
  async findWeights(): Promise<Weights> {
    for (const [weights, file] of weightFiles) if (await exists(join(this.path, file))) return weights
    throw this.unusable(`it has none of ${weightFiles.map(([, file]) => file).join(', ')}`)
  }

  unusable(problem: string, cause?: unknown): LorekeepError {
    return new LorekeepError('bad-configuration', `The model folder "${this.path}" cannot be used: ${problem}.`, {
      hint:
        `${this.#variable} needs config.json, tokenizer.json, tokenizer_config.json, and ` +
        'onnx/model_quantized.onnx or onnx/model.onnx.',
      cause,
    })
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
