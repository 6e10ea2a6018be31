import { readFile } from 'node:fs/promises'
import { unwatchFile, watchFile } from 'node:fs'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { LiveValue } from '../../ports/live-value.ts'
import type { Log } from '../../ports/log.ts'

const pollMs = 2000

/** A value read from a file, and read again when the file changes. */
export interface WatchedFile<T> extends LiveValue<T> {
  close(): void
}

/**
 * Reads a file now and again whenever it changes. An edit that does not parse keeps the last good
 * value and is logged.
 * @throws LorekeepError of `parse` for the first reading; `bad-configuration` when there is no file
 */
export async function watchParsedFile<T>(file: string, parse: (text: string) => T, log: Log): Promise<WatchedFile<T>> {
  let current = parse(await read(file))
  const reread = async () => {
    try {
      current = parse(await read(file))
      log.info('configuration.reloaded', { file })
    } catch (error) {
      log.error('configuration.rejected', {
        file,
        reason: messageOf(error),
        note: 'The last good version stays in force.',
      })
    }
  }
  const onChange = () => void reread()
  watchFile(file, { interval: pollMs, persistent: false }, onChange)
  return {
    current: () => current,
    close() {
      unwatchFile(file, onChange)
    },
  }
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new LorekeepError('bad-configuration', `${file} cannot be read: ${messageOf(error)}.`, {
      hint: 'Restore it from the installation, or point the variable that names it to another file.',
      cause: error,
    })
  }
}
