import { access, constants, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LorekeepError, messageOf } from '../../domain/errors.ts'

/**
 * Writes a file beside its place and moves it there in one step, so that nobody finds half of it. Only
 * its owner may read it.
 * @throws LorekeepError `bad-arguments` when it cannot be written there
 */
export async function publishFile(path: string, content: string | Uint8Array): Promise<void> {
  await prepareFolder(dirname(path))
  const beside = `${path}.${process.pid}.partial`
  try {
    await writeFile(beside, content, { mode: 0o600 })
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw unwritable(path, error)
  }
}

/**
 * Makes a folder, unless it is there, and makes sure that files can be written to it.
 * @throws LorekeepError `bad-arguments` when they cannot
 */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch (error) {
    throw unwritable(folder, error)
  }
}

function unwritable(path: string, cause: unknown): LorekeepError {
  return new LorekeepError('bad-arguments', `${path} cannot be written: ${messageOf(cause)}.`, {
    hint: 'Name a folder that you may write to.',
    cause,
  })
}
