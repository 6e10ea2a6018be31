import type { QueryToken, TokenVectors } from '../domain/vectors/token-vectors.ts'

/** A text with its vector, as `Embedder.embed` gives it, and those of its tokens. Spans refer to the text. */
export interface EncodedText {
  readonly vector: Float32Array
  readonly tokens: TokenVectors
}

/** A question with its vector, as `Embedder.embed` gives it, and those of its tokens. */
export interface EncodedQuestion {
  readonly vector: Float32Array
  readonly tokens: readonly QueryToken[]
}

/**
 * Gives the vectors of tokens along with those of texts, for the price of the latter. Stop words, punctuation and what
 * the model does not know are left out.
 * Every method throws what `Embedder.embed` throws.
 */
export interface TokenEncoder {
  /** One for each text, in order. */
  encodeDocuments(texts: readonly string[], signal?: AbortSignal): Promise<readonly EncodedText[]>
  /** Ahead of queued documents. */
  encodeQuery(question: string, signal?: AbortSignal): Promise<EncodedQuestion>
}
