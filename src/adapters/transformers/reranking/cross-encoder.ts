import { AutoModelForSequenceClassification, Tensor } from '@xenova/transformers'
import { LorekeepError } from '../../../domain/errors.ts'
import { createEncodePair } from './encode-pair.ts'
import type { CrossEncoderSetup } from './local-cross-encoder.ts'
import { openModelFolder } from '../model-folder/open-model-folder.ts'

/** A model that reads a question and a text together. Computes on the thread it is called on. */
export interface CrossEncoder {
  /**
   * How well the text answers, 0 to 1.
   * @throws LorekeepError `model-answer-invalid` when the model gave no such number
   */
  score(question: string, text: string): Promise<number>
}

/** Loads a model in the folder layout of transformers.js, without ever asking the network. */
export async function loadCrossEncoder(setup: CrossEncoderSetup): Promise<CrossEncoder> {
  const { tokenizer, from, options } = await openModelFolder(setup)
  const model = await AutoModelForSequenceClassification.from_pretrained(from, options)
  const encodePair = createEncodePair(tokenizer, setup.longestPair)

  return {
    async score(question, text) {
      const { ids, types } = encodePair(question, text)
      const sides = [1, ids.length]
      const output: unknown = await model({
        input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), sides),
        attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), sides),
        ...(types !== undefined && { token_type_ids: new Tensor('int64', BigInt64Array.from(types, BigInt), sides) }),
      })
      return sigmoid(logitIn(output))
    },
  }
}

/** What servers give for such a model, so that its scores weigh the same from a folder. */
function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}

function logitIn(output: unknown): number {
  const tensor = typeof output === 'object' && output !== null && 'logits' in output && output.logits
  if (!(tensor instanceof Tensor) || !(tensor.data instanceof Float32Array)) throw invalid('no "logits"')
  const [logit, ...more] = tensor.data
  if (more.length > 0) throw invalid(`${tensor.data.length} numbers for a text, where one score is expected`)
  if (logit === undefined || !Number.isFinite(logit)) throw invalid('a score that is not a number')
  return logit
}

function invalid(what: string): LorekeepError {
  return new LorekeepError('model-answer-invalid', `The rerank model gave ${what}.`, {
    hint: 'Check that RERANK_FOLDER holds a cross-encoder that transformers.js can run.',
    retryable: false,
  })
}
