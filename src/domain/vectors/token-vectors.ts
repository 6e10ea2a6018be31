/** The contextual vectors of a text's tokens, compressed (`token-codes.ts`), of the tokens that say what it is about. */
export interface TokenVectors {
  /** One code a token, all of the same length, in order of the text. */
  readonly codes: Uint8Array
  /**
   * Start and end of each token in the text, in UTF-16 code units; {@link outsideText} twice for a token of what stands
   * before the text (title and headings of a chunk).
   */
  readonly spans: Uint16Array
}

/** Where a token is that stands for no place in the text. */
export const outsideText = 0xffff

/** A token of a question, with its vector of unit length. */
export interface QueryToken {
  /** The word that it belongs to, as it stands in the question. */
  readonly text: string
  readonly vector: Float32Array
}
