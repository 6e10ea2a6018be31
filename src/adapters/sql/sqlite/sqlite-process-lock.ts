import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LorekeepError } from '../../../domain/errors.ts'
import type { ProcessLock } from '../../../ports/process-lock.ts'
import { createPrivateFile } from './create-private-file.ts'
import { isBusy, openSqliteConnection, type SqliteConnection } from './sqlite-connection.ts'

const pollMs = 25

/**
 * Locks between the processes of one machine. Each is an exclusive transaction on a database file of
 * its own in `folder`, which the system ends with the process that holds it, however it dies, and not before.
 */
export function createSqliteProcessLock(folder: string): ProcessLock {
  return {
    hold: async (name, waitMs, work) => {
      const file = join(folder, `${name}.lock`)
      await createPrivateFile(file)
      const connection = openSqliteConnection(file, 0)
      try {
        await acquire(connection, name, waitMs)
        try {
          return await work(new AbortController().signal)
        } finally {
          connection.execute('rollback')
        }
      } finally {
        connection.close()
      }
    },
  }
}

async function acquire(connection: SqliteConnection, name: string, waitMs: number): Promise<void> {
  const deadline = Date.now() + waitMs
  for (;;) {
    try {
      connection.execute('begin exclusive')
      return
    } catch (error) {
      if (!isBusy(error)) throw error
      if (Date.now() >= deadline) {
        throw new LorekeepError('conflict', `The lock "${name}" is held by another process.`, {
          hint: 'Wait until the other run has finished, then try again.',
          retryable: true,
          cause: error,
        })
      }
    }
    await sleep(Math.min(pollMs, Math.max(1, deadline - Date.now())))
  }
}
