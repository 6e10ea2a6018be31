import { createHash } from 'node:crypto'
import { LorekeepError } from '../../../src/domain/errors.ts'
import { sketchOf } from '../../../src/domain/text/text-sketch.ts'
import { type CountingRules, countValues } from '../../../src/privacy/count-values.ts'
import type { KindCounts } from '../../../src/privacy/find-sensitive.ts'
import type { LoadedDocument } from '../loaded-document.ts'
import { loaderFor, readFormats } from '../loaders.ts'
import { quoted } from '../quoted.ts'
import { onlyReading, type Reading } from '../reading.ts'
import { unreadable } from '../unreadable.ts'
import type { FileFingerprint } from './fingerprint-file.ts'
import { readRegularFile, readWhole } from './read-regular-file.ts'
import { unexpected } from './reader-failures.ts'

/** A document with the fingerprint of exactly those bytes that it was read from, and with what its text tells. */
export interface ParsedDocument extends LoadedDocument, FileFingerprint {
  /** How many sensitive values its text holds, of each kind that the rules count and that tells by its form. */
  readonly kinds: KindCounts
  /** See `text-sketch.ts`; undefined for short texts. */
  readonly sketch?: string
}

/**
 * Reads, hashes and loads a file.
 * @param path what messages call the file; its extension tells the format
 * @param counting which sensitive values are counted
 * @throws LorekeepError `document-unreadable`, `too-large`, `unsupported-media-type`
 */
export async function parseFile(
  absolutePath: string,
  path: string,
  counting: CountingRules,
  reading: Reading = onlyReading,
): Promise<ParsedDocument> {
  const loader = loaderFor(path)?.load
  if (loader === undefined) {
    throw new LorekeepError('unsupported-media-type', `${quoted(path)} is of a format that is not read.`, {
      hint: `${readFormats} are read.`,
    })
  }
  const bytes = await readBytes(absolutePath, path)
  // A loader may hand the bytes on and leave none behind.
  const size = bytes.length
  const contentHash = createHash('sha256').update(bytes).digest('hex')
  const loaded = await blamingFile(() => loader({ bytes, path }, reading), path)
  const sketch = sketchOf(loaded.text)
  const kinds = countValues(loaded.text, counting)
  return { ...loaded, contentHash, bytes: size, kinds, ...(sketch !== undefined && { sketch }) }
}

/** @throws LorekeepError `document-unreadable`, `too-large` */
export async function readBytes(absolutePath: string, path: string): Promise<Uint8Array> {
  const bytes = await readRegularFile(absolutePath, path, (file, size) => readWhole(file, size, path))
  if (bytes.length === 0) {
    throw unreadable(path, 'is empty', 'Check that the file was saved or copied completely, or remove it.')
  }
  return bytes
}

/** A loader that fails in a way it did not expect fails on this file, and says so. */
export async function blamingFile<T>(work: () => Promise<T>, path: string): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof LorekeepError ? error : unexpected(path, error)
  }
}
