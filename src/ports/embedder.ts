/** What vectors were made with. Vectors of different identities are never compared. */
export interface EmbedderIdentity {
  /** Model, weights and text preparation, for instance `minilm-l6-v2-int8+cedict-1`. */
  readonly id: string
  readonly dimension: number
}

/** Turns text into vectors of unit length. */
export interface Embedder {
  identity(signal?: AbortSignal): Promise<EmbedderIdentity>
  /**
   * One vector for each text, in order. Queries are served ahead of queued documents. Text beyond
   * the model's window is embedded in windows and joined, never silently cut.
   * @throws LorekeepError `model-unavailable`, `model-timeout`, `model-answer-invalid`, `cancelled`
   */
  embed(texts: readonly string[], purpose: 'query' | 'document', signal?: AbortSignal): Promise<readonly Float32Array[]>
  close(): Promise<void>
}
