import { AutoModel, type PreTrainedTokenizer, Tensor } from '@xenova/transformers'
import { LorekeepError } from '../../../domain/errors.ts'
import type { Weights } from '../model-folder/model-folder.ts'
import { openModelFolder } from '../model-folder/open-model-folder.ts'
import { joinWindows, type Pooling, poolWindow } from './pooling.ts'
import type { Piece } from './place-tokens.ts'
import { tokenWindows } from './token-windows.ts'

/** How a model folder is to be used. */
export interface EncoderSetup {
  readonly modelFolder: string
  readonly weights: Weights
  readonly pooling: Pooling
  readonly dimension: number
  /** Tokens that the model takes at once, the special ones included. */
  readonly longestText: number
  /** Tokens of a window, the special ones included, once a text is longer than that. */
  readonly windowLength: number
}

/** A part of a text, ready for the model. */
export interface TokenWindow {
  /** The ids of its tokens, with the special ones around them. */
  readonly ids: readonly number[]
  /** Its tokens without the special ones, as the vocabulary writes them. */
  readonly pieces: readonly Piece[]
}

/** What the model gave for a window. */
export interface EncodedWindow {
  /** What it contributes to the vector of its text. */
  readonly sum: Float32Array
  /** The vectors of its tokens, the special ones included, of any length, one after the other. */
  readonly rows: Float32Array
  /** Where in them the vector of one of its pieces begins. */
  readonly startOf: (piece: number) => number
}

/** A model that is loaded. Computes on the thread it is called on. */
export interface SentenceEncoder {
  readonly dimension: number
  /** The windows that a text is embedded in: one, or for a long text several, with nothing left out. */
  windowsOf(text: string): readonly TokenWindow[]
  encodeWindow(window: TokenWindow): Promise<EncodedWindow>
  /** @throws LorekeepError `model-answer-invalid` when the model gave no usable numbers */
  join(windows: readonly Float32Array[]): Float32Array
}

/** Loads a model in the folder layout of transformers.js, without ever asking the network. */
export async function loadSentenceEncoder(setup: EncoderSetup): Promise<SentenceEncoder> {
  const { tokenizer, from, options } = await openModelFolder(setup)
  const model = await AutoModel.from_pretrained(from, options)
  const special = specialTokensOf(tokenizer)
  const written = new Map(Array.from(tokenizer.get_vocab(), ([piece, id]) => [id, piece]))
  const pieceOf = (id: number): Piece => (id === tokenizer.unk_token_id ? undefined : written.get(id))
  const { dimension } = setup
  const aroundText = special.before.length + special.after.length

  return {
    dimension,
    windowsOf(text) {
      const ids = tokenizer.encode(text, { add_special_tokens: false })
      const windows = tokenWindows(ids, setup.longestText - aroundText, setup.windowLength - aroundText)
      return windows.map((window) => ({
        ids: [...special.before, ...window, ...special.after],
        pieces: window.map(pieceOf),
      }))
    },
    async encodeWindow({ ids }) {
      const sides = [1, ids.length]
      const output: unknown = await model({
        input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), sides),
        attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), sides),
      })
      const rows = lastHiddenState(output, ids.length * dimension)
      return {
        sum: poolWindow(rows, dimension, setup.pooling),
        rows,
        startOf: (piece) => (special.before.length + piece) * dimension,
      }
    },
    join(windows) {
      const vector = joinWindows(windows)
      if (vector === undefined) throw invalid('a vector without a direction')
      return vector
    },
  }
}

/** The tokens that the tokenizer puts around every text. */
function specialTokensOf(tokenizer: PreTrainedTokenizer): { before: readonly number[]; after: readonly number[] } {
  const plain = tokenizer.encode('a', { add_special_tokens: false })
  const whole = tokenizer.encode('a')
  const start = whole.indexOf(plain[0] ?? -1)
  return { before: whole.slice(0, start), after: whole.slice(start + plain.length) }
}

function lastHiddenState(output: unknown, wantedLength: number): Float32Array {
  const tensor =
    typeof output === 'object' && output !== null && 'last_hidden_state' in output && output.last_hidden_state
  if (!(tensor instanceof Tensor) || !(tensor.data instanceof Float32Array)) throw invalid('no "last_hidden_state"')
  if (tensor.data.length !== wantedLength) throw invalid(`vectors of another dimension than its configuration says`)
  return tensor.data
}

function invalid(what: string): LorekeepError {
  return new LorekeepError('model-answer-invalid', `The embedding model gave ${what}.`, {
    hint: 'Check that the model folder holds a text embedding model that transformers.js can run.',
    retryable: false,
  })
}
