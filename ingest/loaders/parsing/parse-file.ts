import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { LorekeepError, messageOf } from '../../../src/domain/errors.ts'
import { sketchOf } from '../../../src/domain/text-sketch.ts'
import { countKinds, findSensitive, type KindCounts } from '../../../src/privacy/find-sensitive.ts'
import { errorCodeOf } from '../error-code.ts'
import type { LoadedDocument } from '../loaded-document.ts'
import { loaderFor } from '../loaders.ts'
import { unreadable } from '../unreadable.ts'

/** What a file's bytes are, without looking into them. */
export interface FileFingerprint {
  /** SHA-256 of the bytes, in hex. */
  readonly contentHash: string
  readonly bytes: number
}

/** A document with the fingerprint of exactly those bytes that it was read from, and with what its text tells. */
export interface ParsedDocument extends LoadedDocument, FileFingerprint {
  /** How many sensitive values of each kind its text holds. */
  readonly kinds: KindCounts
  /** See `text-sketch.ts`; undefined for short texts. */
  readonly sketch?: string
}

const maxBytes = 256 * 2 ** 20

/**
 * Hashes a file piece by piece.
 * @throws LorekeepError `document-unreadable` when the file cannot be opened
 */
export async function fingerprintFile(absolutePath: string): Promise<FileFingerprint> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    await pipeline(createReadStream(absolutePath), async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) {
        hash.update(piece)
        bytes += piece.length
      }
    })
  } catch (error) {
    throw unopened(absolutePath, error)
  }
  return { contentHash: hash.digest('hex'), bytes }
}

/**
 * Reads, hashes and loads a file.
 * @param path what messages call the file; its extension tells the format
 * @throws LorekeepError `document-unreadable`, `too-large`, `unsupported-media-type`
 */
export async function parseFile(absolutePath: string, path: string): Promise<ParsedDocument> {
  const loader = loaderFor(path)?.load
  if (loader === undefined) {
    throw new LorekeepError('unsupported-media-type', `"${path}" is of a format that is not read.`, {
      hint: 'Markdown, plain text, HTML, PDF and DOCX are read.',
    })
  }
  const bytes = await readBytes(absolutePath, path)
  const contentHash = createHash('sha256').update(bytes).digest('hex')
  const loaded = await blamingFile(() => loader({ bytes, path }), path)
  const sketch = sketchOf(loaded.text)
  const kinds = countKinds(findSensitive(loaded.text))
  return { ...loaded, contentHash, bytes: bytes.length, kinds, ...(sketch !== undefined && { sketch }) }
}

/** @throws LorekeepError `document-unreadable`, `too-large` */
export async function readBytes(absolutePath: string, path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(absolutePath)
    if (size > maxBytes) throw tooLarge(path)
    return await readFile(absolutePath)
  } catch (error) {
    throw error instanceof LorekeepError ? error : unopened(path, error)
  }
}

/** A loader that fails in a way it did not expect fails on this file, and says so. */
export async function blamingFile<T>(work: () => Promise<T>, path: string): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LorekeepError) throw error
    if (error instanceof RangeError && /call stack/.test(error.message)) {
      throw unreadable(
        path,
        'is nested too deeply',
        'Check where it came from, or save it again in a simpler form.',
        error,
      )
    }
    const hint = 'Save it again with the program it came from. If that does not help, keep the file and report it.'
    throw unreadable(path, `cannot be read: ${messageOf(error)}`, hint, error)
  }
}

function tooLarge(path: string): LorekeepError {
  return new LorekeepError('too-large', `"${path}" is larger than ${maxBytes / 2 ** 20} MB.`, {
    hint: 'Split the document, or leave it out.',
  })
}

function unopened(path: string, error: unknown): LorekeepError {
  const code = errorCodeOf(error)
  if (code === 'ENOENT') return unreadable(path, 'is no longer there', 'Run the ingest again.', error)
  if (code === 'EACCES' || code === 'EPERM') {
    return unreadable(path, 'may not be read', 'Give the account that runs Lorekeep the right to read it.', error)
  }
  return unreadable(
    path,
    `cannot be opened: ${messageOf(error)}`,
    'Check the disk or the network share it lies on.',
    error,
  )
}
