import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '../tables.ts'

export type Engine = 'sqlite' | 'postgres'

/**
 * What a write is about. Writes of one area never overlap, on any machine: in PostgreSQL by an
 * advisory lock for each area, in SQLite because a file has one writer at a time anyway.
 */
export type WriteArea = 'documents' | 'accounts' | 'conversations' | 'access' | 'runs' | 'batches' | 'cache'

/**
 * When a write is done: `on-disk`, so that a power cut takes nothing back; or `committed`, so that all others see it and
 * it outlives this process, which is enough for what is of no use after a restart.
 */
export type Lasting = 'on-disk' | 'committed'

export type ReadDatabase = Kysely<Tables>
export type WriteTransaction = Transaction<Tables>

/** An open database with every migration applied. */
export interface LorekeepDatabase {
  readonly engine: Engine
  /** For reading: sees what was committed, never waits for a writer, and refuses to write. */
  readonly read: ReadDatabase
  /**
   * Runs `work` in a transaction that holds its area from the first statement on, so that what it
   * reads stays true until it has written. All or nothing: when `work` throws, nothing has changed.
   * @param lasting `on-disk` where nothing is said
   * @throws LorekeepError `index-unavailable` when the database stays busy or cannot be reached
   */
  write<T>(area: WriteArea, work: (transaction: WriteTransaction) => Promise<T>, lasting?: Lasting): Promise<T>
  /** Waits for writes that have begun, then closes. Whatever is asked afterwards throws. */
  close(): Promise<void>
}
