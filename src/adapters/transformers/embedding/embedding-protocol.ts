import type { ModelTask } from '../threads/model-protocol.ts'
import type { EncoderSetup } from './sentence-encoder.ts'

/** What an embedding worker is started with. */
export interface EmbeddingSetup {
  readonly encoder: EncoderSetup
  /** Given, Chinese words are replaced by English ones before they are embedded. */
  readonly glossFile: string | undefined
}

/** What is wanted of a text's tokens: nothing, their vectors compressed, or these as they are. */
export type WantedTokens = 'none' | 'codes' | 'vectors'

/** Texts to embed, with what a model wants before each of them. */
export interface EmbeddingTask extends ModelTask {
  readonly prefix: string
  readonly tokens: WantedTokens
}

/** A text's vector and what was wanted of its tokens, with two numbers for the place of each in the text. */
export interface EmbeddedText {
  readonly vector: Float32Array<ArrayBuffer>
  /** Start and end of the token; without a prefix, which has no tokens. */
  readonly spans: Uint32Array<ArrayBuffer>
  /** Start and end of the word that it belongs to. */
  readonly words: Uint32Array<ArrayBuffer>
  readonly codes: Uint8Array<ArrayBuffer>
  /** One after the other, each of unit length. */
  readonly vectors: Float32Array<ArrayBuffer>
}
