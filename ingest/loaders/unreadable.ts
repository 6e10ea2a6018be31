import { type ErrorDetails, LorekeepError } from '../../src/domain/errors.ts'
import type { LoadedDocument } from './loaded-document.ts'
import { quoted } from './quoted.ts'

/** A file that cannot be read, with a reason that the person who owns it understands. */
export function unreadable(
  path: string,
  reason: string,
  hint: string,
  cause?: unknown,
  details: Pick<ErrorDetails, 'retryable'> = {},
): LorekeepError {
  return new LorekeepError('document-unreadable', `${quoted(path)} ${reason}.`, { hint, cause, ...details })
}

/** A file that could not be read this time: it may well be readable later, though nobody touches it. */
export function unreadableNow(path: string, reason: string, hint: string, cause?: unknown): LorekeepError {
  return unreadable(path, reason, hint, cause, { retryable: true })
}

/** Hands a document on, less the blocks without a letter or digit, unless nothing is left to search. */
export function withContent(path: string, document: LoadedDocument): LoadedDocument {
  const blocks = document.blocks.filter(({ start, end }) => /[\p{L}\p{N}]/u.test(document.text.slice(start, end)))
  if (blocks.length === 0) {
    throw unreadable(path, 'holds no text', 'Check that the file was saved with its content, or remove it.')
  }
  return { ...document, blocks }
}
