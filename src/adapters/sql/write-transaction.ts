import type { Kysely } from 'kysely'
import { LorekeepError } from '../../domain/errors.ts'
import type { LorekeepDatabase, WriteArea, WriteTransaction } from './database.ts'
import type { Tables } from './tables.ts'

/** The write side of an open database. */
export interface Writes {
  readonly write: LorekeepDatabase['write']
  /** Refuses further writes and waits for those that have begun. */
  finish(): Promise<void>
}

/**
 * Runs writes as transactions of `database`.
 * @param lock takes the area's lock inside the transaction, where beginning it does not do so already
 */
export function createWrites(
  database: Kysely<Tables>,
  lock: (transaction: WriteTransaction, area: WriteArea) => Promise<void>,
): Writes {
  const running = new Set<Promise<unknown>>()
  let finished = false
  return {
    write: async (area, work) => {
      if (finished) throw new LorekeepError('internal', 'The database was closed; nothing was written.')
      const write = database.transaction().execute(async (transaction) => {
        await lock(transaction, area)
        return work(transaction)
      })
      running.add(write)
      try {
        return await write
      } finally {
        running.delete(write)
      }
    },
    finish: async () => {
      finished = true
      await Promise.allSettled(running)
    },
  }
}
