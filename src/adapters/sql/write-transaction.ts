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
 * Runs writes as transactions of `database`, those of one area one after the other.
 * @param lock takes the area's lock against other processes, where beginning a transaction does not
 */
export function createWrites(
  database: Kysely<Tables>,
  lock: (transaction: WriteTransaction, area: WriteArea) => Promise<void>,
): Writes {
  const lastOf = new Map<WriteArea, Promise<unknown>>()
  let finished = false
  return {
    write: async (area, work) => {
      if (finished) throw new LorekeepError('internal', 'The database was closed; nothing was written.')
      const turn = lastOf.get(area) ?? Promise.resolve()
      const write = turn.then(() =>
        database.transaction().execute(async (transaction) => {
          await lock(transaction, area)
          return work(transaction)
        }),
      )
      lastOf.set(
        area,
        write.catch(() => undefined),
      )
      return write
    },
    finish: async () => {
      finished = true
      await Promise.all(lastOf.values())
    },
  }
}
