import type { EmbedderIdentity } from '../domain/vectors/embedder-identity.ts'
import type { TokenEncoder } from './token-encoder.ts'

export type { EmbedderIdentity }

/** Turns text into vectors of unit length. */
export interface Embedder {
  identity(signal?: AbortSignal): Promise<EmbedderIdentity>
  /**
   * One vector for each text, in order. Queries are served ahead of queued documents. Text beyond
   * the model's window is embedded in windows and joined, never silently cut.
   * @throws LorekeepError `model-unavailable`, `model-timeout`, `model-answer-invalid`, `cancelled`
   */
  embed(texts: readonly string[], purpose: 'query' | 'document', signal?: AbortSignal): Promise<readonly Float32Array[]>
  /** Where the model shows the vectors of its tokens. */
  readonly tokens?: TokenEncoder
  close(): Promise<void>
}
