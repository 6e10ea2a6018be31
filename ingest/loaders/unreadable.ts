import { LorekeepError } from '../../src/domain/errors.ts'
import type { LoadedDocument } from './loaded-document.ts'

/** A file that cannot be read, with a reason that the person who owns it understands. */
export function unreadable(path: string, reason: string, hint: string, cause?: unknown): LorekeepError {
  return new LorekeepError('document-unreadable', `"${path}" ${reason}.`, { hint, cause })
}

/** Hands a document on unless there is nothing in it to search. */
export function withContent(path: string, document: LoadedDocument): LoadedDocument {
  if (document.blocks.length === 0) {
    throw unreadable(path, 'holds no text', 'Check that the file was saved with its content, or remove it.')
  }
  return document
}
