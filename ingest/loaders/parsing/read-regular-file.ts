import { constants, type Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { LorekeepError } from '../../../src/domain/errors.ts'
import { errorCodeOf } from '../error-code.ts'
import { quoted } from '../quoted.ts'
import { unreadable, unreadableNow } from '../unreadable.ts'

/** How large a file may be that is read as a whole. */
export const mostBytes = 256 * 2 ** 20

/** What is wrong with the file itself: as long as it stays what it is, it fails again. */
const lasting: ReadonlySet<string> = new Set([
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ENODEV',
  'ENOTSUP',
  'ENXIO',
  'EOPNOTSUPP',
])

const checkDisk = 'Check the disk or the network share it lies on.'

/** What went wrong by the system's code, and what to do about it. */
const failures: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOENT: ['is no longer there', 'Run the ingest again.'],
  ENOTDIR: ['is no longer there', 'Run the ingest again.'],
  EACCES: ['may not be read', 'Give the account that runs Lorekeep the right to read it.'],
  EPERM: ['may not be read', 'Give the account that runs Lorekeep the right to read it.'],
  ENAMETOOLONG: ['has a path that is too long for this system', 'Shorten its name or those of its folders.'],
  ELOOP: ['is a link that leads back to itself', 'Remove the link, or point it to a file.'],
  EMFILE: ['cannot be opened because too many files are open', 'Raise the limit on open files and run it again.'],
  ENFILE: ['cannot be opened because too many files are open', 'Raise the limit on open files and run it again.'],
  ...Object.fromEntries(
    ['EISDIR', 'ENXIO', 'ENODEV', 'ENOTSUP', 'EOPNOTSUPP'].map((code) => [code, notAFile()] as const),
  ),
}

/**
 * Opens a file, hands it to `read`, and closes it. What is not a plain file, such as a pipe that nobody
 * writes to, is refused without waiting for it; a file that is written to meanwhile is not half read.
 * @param path what messages call the file
 * @throws LorekeepError `document-unreadable`, `retryable` unless it is the file's own fault, and whatever `read` throws
 */
export async function readRegularFile<T>(
  absolutePath: string,
  path: string,
  read: (file: FileHandle, bytes: number) => Promise<T>,
): Promise<T> {
  try {
    // Opening a named pipe would wait for its other end, but for O_NONBLOCK, which files do not mind.
    const file = await open(absolutePath, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const before = await file.stat()
      if (!before.isFile()) throw unreadable(path, ...notAFile())
      const result = await read(file, before.size)
      if (haveChanged(before, await file.stat())) {
        throw unreadableNow(path, 'was changed while it was read', 'Run the ingest again when nobody writes to it.')
      }
      return result
    } finally {
      await file.close()
    }
  } catch (error) {
    throw translated(error, path)
  }
}

/** @throws LorekeepError `too-large` */
export async function readWhole(file: FileHandle, bytes: number, path: string): Promise<Uint8Array> {
  if (bytes > mostBytes) {
    throw new LorekeepError('too-large', `${quoted(path)} is larger than ${mostBytes / 2 ** 20} MB.`, {
      hint: 'Split the document, or leave it out.',
    })
  }
  return file.readFile()
}

function haveChanged(before: Stats, after: Stats): boolean {
  return before.size !== after.size || before.mtimeMs !== after.mtimeMs
}

/** System errors become a reason; what knows its reason already, a cancellation or a bug stays what it is. */
function translated(error: unknown, path: string): unknown {
  const code = errorCodeOf(error)
  if (error instanceof LorekeepError || code === undefined || code.startsWith('ERR_')) return error
  const [reason, hint] = failures[code] ?? [`cannot be opened (${code})`, checkDisk]
  return unreadable(path, reason, hint, error, { retryable: !lasting.has(code) })
}

function notAFile(): readonly [reason: string, hint: string] {
  return ['is a folder, a pipe or a device, not a file', 'Remove it, or put the file itself in its place.']
}
