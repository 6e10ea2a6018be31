import { readFile } from 'node:fs/promises'
import { LorekeepError } from '../../domain/errors.ts'
import { whyUnreadable } from '../wording/why-unreadable.ts'

/** The text of a file that somebody named. @throws LorekeepError `bad-arguments` when it cannot be read */
export async function readNamedFile(path: string): Promise<string> {
  return (await readNamedBytes(path)).toString('utf8')
}

/** What a file that somebody named holds. @throws LorekeepError `bad-arguments` when it cannot be read */
export async function readNamedBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new LorekeepError('bad-arguments', `${path} cannot be read: ${whyUnreadable(error)}.`, {
      hint: 'Check the path; it is relative to the folder that the command runs in.',
      cause: error,
    })
  }
}
