import { type ErrorCode, LorekeepError } from '../../../domain/errors.ts'
import type { BundledPlaces } from './bundled-folders.ts'

/** What the preparation worker is started with. */
export type PreparationTask = BundledPlaces

/** The one message that it ends with. Errors lose their class between threads, so they travel as data. */
export type PreparationReport =
  | { readonly type: 'prepared' }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string; readonly hint: string | undefined }

/** An expected failure as a message; bugs are thrown on. */
export function reportFailure(error: unknown): PreparationReport {
  if (!(error instanceof LorekeepError)) throw error
  return { type: 'failed', code: error.code, message: error.message, hint: error.hint }
}
