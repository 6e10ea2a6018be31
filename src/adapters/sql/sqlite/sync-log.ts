import { type FileHandle, open } from 'node:fs/promises'
import { LorekeepError } from '../../../domain/errors.ts'

/** Brings a database's log of commits to the disk. */
export interface LogSync {
  /**
   * Resolves when what is in the log now is on the disk. Whoever asks while the disk is busy with an earlier part of it
   * shares the next turn with all others who do.
   * @throws LorekeepError `internal` when the disk fails
   */
  sync(): Promise<void>
  close(): Promise<void>
}

/**
 * Syncs the write-ahead log of an SQLite file in the thread pool. It is what a commit under `synchronous = full` does,
 * only that this one would stop the event loop for the time that the disk takes. The log is one file, written from front
 * to back, as long as a connection is open; and SQLite holds no lock on it that closing a second handle would let go of
 * (https://www.sqlite.org/walformat.html).
 */
export function createLogSync(databaseFile: string): LogSync {
  const file = `${databaseFile}-wal`
  let log: Promise<FileHandle> | undefined
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  async function toDisk(): Promise<void> {
    try {
      log ??= open(file, 'r+')
      await (await log).datasync()
    } catch (error) {
      log = undefined
      throw new LorekeepError('internal', `The disk that holds ${file} did not take what was written.`, {
        hint: 'Check the disk and the space on it.',
        cause: error,
      })
    }
  }

  function start(): Promise<void> {
    const turn = toDisk().finally(() => {
      if (running === turn) running = undefined
    })
    running = turn
    return turn
  }

  return {
    sync() {
      if (running === undefined) return start()
      // What runs now may have begun before the last commit.
      next ??= running.then(ignore, ignore).then(() => {
        next = undefined
        return start()
      })
      return next
    },
    async close() {
      await Promise.allSettled([running, next])
      await (await log)?.close()
    },
  }
}

/** A turn that failed was told to those who waited for it. */
function ignore(): void {
  return undefined
}
