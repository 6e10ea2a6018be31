import { messageOf } from '../../../src/domain/errors.ts'
import { tooLarge } from '../unpacking/unpacked-folder.ts'
import { unreadable } from '../unreadable.ts'
import type { ZipArchive, ZipEntry } from './zip-entries.ts'

/**
 * Inflates one entry into memory, up to a limit that nothing in the archive can raise.
 * @throws LorekeepError `too-large`, `document-unreadable`
 */
export async function readZipEntry(
  { zip }: ZipArchive,
  { entry, name }: ZipEntry,
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      bytes += piece.length
      if (bytes > maxBytes) break
      pieces.push(piece)
    }
  } catch (error) {
    throw unreadable(
      path,
      `is damaged: "${name}" in it cannot be unpacked (${messageOf(error)})`,
      'Get it again.',
      error,
    )
  }
  if (bytes > maxBytes) throw tooLarge(path, 'unpacks to more text than a document may have')
  return Buffer.concat(pieces)
}
