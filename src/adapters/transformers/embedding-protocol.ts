import type { ErrorCode } from '../../domain/errors.ts'
import type { EncoderSetup } from './sentence-encoder.ts'

/** What an embedding worker is started with. */
export interface EmbeddingSetup {
  readonly encoder: EncoderSetup
  /** Given, Chinese words are replaced by English ones before they are embedded. */
  readonly glossFile: string | undefined
}

export type EmbeddingRequest =
  | { readonly type: 'embed'; readonly id: number; readonly urgent: boolean; readonly texts: readonly string[] }
  | { readonly type: 'cancel'; readonly id: number }
  /** Finish what the model is busy with, then end: a thread that is ended in the middle of that takes the process along. */
  | { readonly type: 'end' }

/** `ready` comes first; then one message for each request that was not cancelled. */
export type EmbeddingReply =
  | { readonly type: 'ready' }
  | { readonly type: 'embedded'; readonly id: number; readonly vectors: readonly Float32Array<ArrayBuffer>[] }
  | { readonly type: 'failed'; readonly id: number; readonly code: ErrorCode; readonly message: string }
