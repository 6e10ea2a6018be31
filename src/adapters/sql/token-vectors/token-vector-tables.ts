/** What late interaction compares. */
export interface TokenVectorTables {
  readonly token_vectors: TokenVectorRow
}

/** The vectors of a text's tokens. Belongs to every chunk with this hash. */
interface TokenVectorRow {
  readonly made_with: string
  readonly embedding_hash: string
  readonly codes: Uint8Array | ArrayBuffer
  /** Whole numbers of two bytes, the lower one first. */
  readonly spans: Uint8Array | ArrayBuffer
}
