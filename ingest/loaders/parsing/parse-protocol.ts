import type { ErrorCode } from '../../../src/domain/errors.ts'
import type { FileFingerprint, ParsedDocument } from './parse-file.ts'
import type { UnpackedContainer } from './unpack-file.ts'

/** What the pool asks of a worker. */
export type ParseRequest =
  | { readonly kind: 'fingerprint'; readonly absolutePath: string }
  | { readonly kind: 'parse'; readonly absolutePath: string; readonly path: string }
  | { readonly kind: 'unpack'; readonly absolutePath: string; readonly path: string; readonly folder: string }

/** A LorekeepError without its class, which does not cross threads. */
export interface PlainFailure {
  readonly code: ErrorCode
  readonly message: string
  readonly hint?: string
}

/** What a worker says: once that it is ready, then one outcome for each request. */
export type ParseReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly result: FileFingerprint | ParsedDocument | UnpackedContainer }
  | { readonly kind: 'failed'; readonly failure: PlainFailure }
