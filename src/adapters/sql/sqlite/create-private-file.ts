import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'

/**
 * Makes sure that a file and its folder exist; what it creates, only the service's account may read.
 * A file that exists is not opened: closing it again would free the locks that SQLite holds on it
 * in this process (https://www.sqlite.org/howtocorrupt.html, section 2.2).
 * @throws LorekeepError `bad-configuration` when the place cannot be written
 */
export async function createPrivateFile(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const created = await open(file, 'wx', 0o600)
    await created.close()
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST' && error.syscall === 'open') return
    throw new LorekeepError('bad-configuration', `The file ${file} cannot be created: ${messageOf(error)}`, {
      hint: 'Choose a folder that this account may write to (DATA_DIR), or change its permissions.',
      cause: error,
    })
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'syscall' in error
}
