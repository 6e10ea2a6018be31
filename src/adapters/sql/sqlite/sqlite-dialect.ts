import { setTimeout as sleep } from 'node:timers/promises'
import { type DatabaseConnection, type Dialect, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely'
import { isBusy, type SqliteConnection } from './sqlite-connection.ts'
import { createTurns } from './take-turns.ts'

/** How long statements keep a process from everything else; a single one takes as long as it takes. */
const usualLongestMs = 10

/**
 * Kysely's SQLite over one of our connections, where a transaction takes the write lock when it
 * begins. A transaction that reads first and asks for the lock later fails when another process has
 * written in between (https://www.sqlite.org/lang_transaction.html, section 2.2).
 * @param waitMs how long a transaction waits for other processes, with the event loop running
 * @param longestMs after how long statements let others in the process have a turn
 */
export function createSqliteDialect(
  connection: SqliteConnection,
  waitMs: number,
  longestMs: number = usualLongestMs,
): Dialect {
  const dialect = new SqliteDialect({ database: connection })
  return {
    createDriver: () => new ImmediateDriver(connection, waitMs, longestMs),
    createAdapter: () => new TransactionalSqliteAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (database) => dialect.createIntrospector(database),
  }
}

/** Lets migrations run in one transaction, which makes them safe when two processes start at once. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Begins and ends with statements of their own: a prepared one that found the file busy would keep later commits from ending. */
class ImmediateDriver extends SqliteDriver {
  readonly #connection: SqliteConnection
  readonly #waitMs: number
  readonly #takeTurns: () => Promise<void>

  constructor(connection: SqliteConnection, waitMs: number, longestMs: number) {
    super({ database: connection })
    this.#connection = connection
    this.#waitMs = waitMs
    this.#takeTurns = createTurns(longestMs)
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection()
    return {
      executeQuery: async (query) => {
        await this.#takeTurns()
        return connection.executeQuery(query)
      },
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    }
  }

  override async beginTransaction(): Promise<void> {
    const deadline = Date.now() + this.#waitMs
    for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, 20)) {
      try {
        this.#connection.execute('begin immediate')
        return
      } catch (error) {
        if (!isBusy(error) || Date.now() >= deadline) throw error
      }
      await sleep(pauseMs)
    }
  }

  override async commitTransaction(): Promise<void> {
    this.#connection.execute('commit')
  }

  override async rollbackTransaction(): Promise<void> {
    if (this.#connection.inTransaction()) this.#connection.execute('rollback')
  }
}
