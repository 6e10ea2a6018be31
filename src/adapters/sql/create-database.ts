import type { Kysely } from 'kysely'
import { LorekeepError } from '../../domain/errors.ts'
import type { Engine, LorekeepDatabase, WriteArea, WriteTransaction } from './database.ts'
import type { Tables } from './tables.ts'

export interface DatabaseParts {
  readonly engine: Engine
  /** For reading only. */
  readonly read: Kysely<Tables>
  readonly written: Kysely<Tables>
  /** Takes an area's lock against other processes, where beginning a transaction does not do so. */
  readonly lock: (transaction: WriteTransaction, area: WriteArea) => Promise<void>
  /** Closes the connections behind `read` and `written`. */
  readonly release: () => Promise<void>
}

/** Joins the parts of an open database. Writes of one area run one after the other, in the order they were asked for. */
export function createDatabase({ engine, read, written, lock, release }: DatabaseParts): LorekeepDatabase {
  const lastOf = new Map<WriteArea, Promise<unknown>>()
  let closed = false

  function refuseWhenClosed(): void {
    if (closed) throw new LorekeepError('internal', 'The database was closed.')
  }

  return {
    engine,
    get read() {
      refuseWhenClosed()
      return read
    },
    write: async (area, work) => {
      refuseWhenClosed()
      const turn = lastOf.get(area) ?? Promise.resolve()
      const write = turn.then(() =>
        written.transaction().execute(async (transaction) => {
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
    close: async () => {
      if (closed) return
      closed = true
      await Promise.all(lastOf.values())
      await release()
    },
  }
}
