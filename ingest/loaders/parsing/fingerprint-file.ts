import { createHash } from 'node:crypto'
import { readRegularFile } from './read-regular-file.ts'

/** What a file's bytes are, without looking into them. */
export interface FileFingerprint {
  /** SHA-256 of the bytes, in hex. */
  readonly contentHash: string
  readonly bytes: number
}

/**
 * Hashes a file of any size, piece by piece.
 * @throws LorekeepError `document-unreadable` when the file cannot be read; the reason of the signal
 */
export function fingerprintFile(absolutePath: string, signal?: AbortSignal): Promise<FileFingerprint> {
  return readRegularFile(absolutePath, absolutePath, async (file) => {
    const hash = createHash('sha256')
    let bytes = 0
    const pieces: AsyncIterable<Buffer> = file.createReadStream({ autoClose: false })
    for await (const piece of pieces) {
      signal?.throwIfAborted()
      hash.update(piece)
      bytes += piece.length
    }
    return { contentHash: hash.digest('hex'), bytes }
  })
}
