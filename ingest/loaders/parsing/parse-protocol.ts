import type { ErrorCode } from '../../../src/domain/errors.ts'
import type { CountingRules } from '../../../src/privacy/count-values.ts'
import type { ParsedDocument } from './parse-file.ts'
import type { UnpackedContainer } from './unpack-file.ts'

/** What the pool asks of a worker. */
export type ParseRequest =
  | {
      readonly kind: 'parse'
      readonly absolutePath: string
      readonly path: string
      readonly counting: CountingRules
    }
  | { readonly kind: 'unpack'; readonly absolutePath: string; readonly path: string; readonly folder: string }

/** What a worker hears while it reads: that it is its turn for what takes much memory. */
export interface TurnGiven {
  readonly kind: 'turn'
}

/** A LorekeepError without its class, which does not cross processes. */
export interface PlainFailure {
  readonly code: ErrorCode
  readonly message: string
  readonly hint?: string
  readonly retryable: boolean
  /** What a library said, for logs. */
  readonly cause?: string
}

/**
 * What a worker says: once that it is ready, then for each request any number of signs of progress, of turns
 * that it wants and gives back, and one outcome.
 */
export type ParseReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress' }
  | { readonly kind: 'turn-wanted' }
  | { readonly kind: 'turn-over' }
  | { readonly kind: 'done'; readonly result: ParsedDocument | UnpackedContainer }
  | { readonly kind: 'failed'; readonly failure: PlainFailure }

/** The pipe on which a worker writes how many bytes of memory it holds, a line each time. */
export const memoryPipe = 4
