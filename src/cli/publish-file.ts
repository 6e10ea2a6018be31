import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LorekeepError, messageOf } from '../domain/errors.ts'

/**
 * Writes a file beside its place and moves it there in one step, so that nobody finds half of it. Only
 * its owner may read it.
 * @throws LorekeepError `bad-arguments` when it cannot be written there
 */
export async function publishFile(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.partial`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(beside, text, { mode: 0o600 })
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw new LorekeepError('bad-arguments', `${path} cannot be written: ${messageOf(error)}.`, {
      hint: 'Name a folder that you may write to.',
      cause: error,
    })
  }
}
