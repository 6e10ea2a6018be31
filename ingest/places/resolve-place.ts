import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { LorekeepError } from '../../src/domain/errors.ts'

/** The real, absolute path of a file or folder that somebody named. @throws LorekeepError `path-not-found` */
export async function resolvePlace(place: string): Promise<string> {
  try {
    return await realpath(resolve(place))
  } catch (error) {
    throw new LorekeepError('path-not-found', `There is no file or folder ${place}, or it cannot be opened.`, {
      hint: 'Check the path and that the account of the service may read it.',
      cause: error,
    })
  }
}
