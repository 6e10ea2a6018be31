import { createHash } from 'node:crypto'
import { LorekeepError } from '../../../src/domain/errors.ts'
import { errorCodeOf } from '../error-code.ts'
import type { LoadedDocument } from '../loaded-document.ts'
import { loaderFor } from '../loaders.ts'
import { quoted } from '../quoted.ts'
import { unreadable } from '../unreadable.ts'
import type { FileFingerprint } from './fingerprint-file.ts'
import { readRegularFile, readWhole } from './read-regular-file.ts'

/** A document with the fingerprint of exactly those bytes that it was read from. */
export interface ParsedDocument extends LoadedDocument, FileFingerprint {}

/**
 * Reads, hashes and loads a file.
 * @param path what messages call the file; its extension tells the format
 * @param onProgress called by loaders that take their time, as often as they like
 * @throws LorekeepError `document-unreadable`, `too-large`, `unsupported-media-type`
 */
export async function parseFile(
  absolutePath: string,
  path: string,
  onProgress: () => void = () => undefined,
): Promise<ParsedDocument> {
  const loader = loaderFor(path)?.load
  if (loader === undefined) {
    throw new LorekeepError('unsupported-media-type', `${quoted(path)} is of a format that is not read.`, {
      hint: 'Markdown, plain text, HTML, PDF and DOCX are read.',
    })
  }
  const bytes = await readRegularFile(absolutePath, path, (file, size) => readWhole(file, size, path))
  if (bytes.length === 0) {
    throw unreadable(path, 'is empty', 'Check that the file was saved or copied completely, or remove it.')
  }
  const contentHash = createHash('sha256').update(bytes).digest('hex')
  const size = bytes.length
  const loaded = await load(() => loader({ bytes, path }, onProgress), path)
  return { ...loaded, contentHash, bytes: size }
}

/** A loader that fails in a way it did not expect fails on this file, and says so. */
async function load(work: () => Promise<LoadedDocument>, path: string): Promise<LoadedDocument> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof LorekeepError ? error : unexpected(error, path)
  }
}

function unexpected(error: unknown, path: string): LorekeepError {
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    const hint = 'Check where it came from, or save it again in a simpler form.'
    return unreadable(path, 'is nested too deeply', hint, error)
  }
  if (isTooMuch(error)) {
    return unreadable(path, 'needs more memory to read than a program may use', 'Split the document.', error)
  }
  const hint = 'Save it again with the program it came from. If that does not help, keep the file and report it.'
  return unreadable(path, 'is not built as its format demands', hint, error)
}

/** What Node throws where a string or an array would be larger than it can be. */
function isTooMuch(error: unknown): boolean {
  return (
    errorCodeOf(error) === 'ERR_STRING_TOO_LONG' ||
    (error instanceof RangeError && /invalid (?:string|array|typed array|map|set)|allocation/i.test(error.message))
  )
}
