import type { Kysely } from 'kysely'
import { LorekeepError } from '../../../domain/errors.ts'
import type { Engine, LorekeepDatabase, WriteArea, WriteTransaction } from './database.ts'
import { createWriteQueue, type WriteQueue } from './group-writes.ts'
import type { Tables } from '../tables.ts'

export interface DatabaseParts {
  readonly engine: Engine
  /** For reading only. */
  readonly read: Kysely<Tables>
  readonly written: Kysely<Tables>
  /**
   * Takes an area's lock against other processes. Not given where a transaction keeps all others from
   * writing anyway; then writes wait in one line, whatever they are about.
   */
  readonly lock?: (transaction: WriteTransaction, area: WriteArea) => Promise<void>
  /** Resolves when all that was committed is on the disk, where a commit does not wait for that. */
  readonly sync?: () => Promise<void>
  /** Closes the connections behind `read` and `written`. */
  readonly release: () => Promise<void>
}

/** Joins the parts of an open database. Writes of one area run one after the other, in the order they were asked for. */
export function createDatabase({ engine, read, written, lock, sync, release }: DatabaseParts): LorekeepDatabase {
  const queues = new Map<WriteArea | 'all', WriteQueue>()
  let closed = false

  function refuseWhenClosed(): void {
    if (closed) throw new LorekeepError('internal', 'The database was closed.')
  }

  function queueOf(area: WriteArea): WriteQueue {
    const name = lock === undefined ? 'all' : area
    const queue = queues.get(name) ?? createWriteQueue(written, async (transaction) => lock?.(transaction, area), sync)
    queues.set(name, queue)
    return queue
  }

  return {
    engine,
    get read() {
      refuseWhenClosed()
      return read
    },
    write: async (area, work, lasting) => {
      refuseWhenClosed()
      return queueOf(area).add(work, lasting)
    },
    close: async () => {
      if (closed) return
      closed = true
      await Promise.all([...queues.values()].map((queue) => queue.idle()))
      await release()
    },
  }
}
