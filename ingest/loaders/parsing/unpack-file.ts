import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { LorekeepError } from '../../../src/domain/errors.ts'
import type { UnpackedFile } from '../loaded-document.ts'
import { loaderFor } from '../loaders.ts'
import { blamingFile, type FileFingerprint, readBytes } from './parse-file.ts'

/** What a container holds, with the fingerprint of exactly those bytes that it was read from. */
export interface UnpackedContainer extends FileFingerprint {
  readonly files: readonly UnpackedFile[]
}

/**
 * Reads and hashes an archive or a mail, and writes what it holds into an empty folder.
 * @param path what messages call the file; its extension tells the format
 * @throws LorekeepError `document-unreadable`, `too-large`, `unsupported-media-type` for a format that
 *   holds no files
 */
export async function unpackFile(absolutePath: string, path: string, folder: string): Promise<UnpackedContainer> {
  const unpack = loaderFor(path)?.unpack
  if (unpack === undefined) {
    throw new LorekeepError('unsupported-media-type', `"${path}" is of a format that holds no other files.`, {
      hint: 'ZIP archives and mails (EML, MSG) are unpacked.',
    })
  }
  const bytes = await readBytes(absolutePath, path)
  const modifiedAt = Math.trunc((await stat(absolutePath)).mtimeMs)
  const contentHash = createHash('sha256').update(bytes).digest('hex')
  const files = await blamingFile(() => unpack({ bytes, path, modifiedAt }, folder), path)
  return { files, contentHash, bytes: bytes.length }
}
