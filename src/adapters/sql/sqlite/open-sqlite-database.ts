import { Kysely } from 'kysely'
import type { Log } from '../../../ports/log.ts'
import { createDatabase } from '../database/create-database.ts'
import { createPrivateFile } from './create-private-file.ts'
import type { LorekeepDatabase } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { openSqliteConnection, type SqliteConnection } from './sqlite-connection.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'
import { createLogSync } from './sync-log.ts'
import type { Tables } from '../tables.ts'

export interface SqliteDatabaseOptions {
  /** Created, with its folder, when it does not exist. */
  readonly file: string
  readonly log?: Log
  /** How long a write waits for other processes, in ms; 10,000 when not given. */
  readonly waitMs?: number
}

/**
 * Opens the embedded database, which many processes of one machine may use at the same time. It has
 * two connections: one writes, one reads what was committed, so that reading never waits for writing.
 * A write is on the disk when it is acknowledged, unless it says that it need not be: a power cut must not take
 * back a booked call, nor a published version whose predecessor's vectors are gone. The log is brought there in
 * the thread pool (`sync-log.ts`), since a commit that waits for the disk itself stops the event loop.
 * @throws LorekeepError `data-damaged` when the file is damaged or no database, `bad-configuration`
 *   when it cannot be opened or was written by a newer version
 */
export async function openSqliteDatabase(options: SqliteDatabaseOptions): Promise<LorekeepDatabase> {
  const { file, log, waitMs = 10_000 } = options
  await createPrivateFile(file)
  const connections: SqliteConnection[] = []
  const logSync = createLogSync(file)
  try {
    const writer = connect('pragma synchronous = full')
    // At a stretch: until it is done, another opening in this process would wait for it with the event loop stopped.
    await migrate(new Kysely({ dialect: createSqliteDialect(writer, waitMs, Infinity) }), 'sqlite', file, log)
    const written = new Kysely<Tables>({ dialect: createSqliteDialect(writer, waitMs) })
    // From here on a transaction waits for its lock by polling, with the event loop running.
    writer.execute('pragma busy_timeout = 0')
    writer.execute('pragma synchronous = normal')
    const read = new Kysely<Tables>({ dialect: createSqliteDialect(connect('pragma query_only = on'), waitMs) })
    return createDatabase({ engine: 'sqlite', read, written, sync: () => logSync.sync(), release })
  } catch (error) {
    await release()
    throw error
  }

  async function release(): Promise<void> {
    await logSync.close()
    for (const connection of connections) connection.close()
  }

  function connect(...settings: readonly string[]): SqliteConnection {
    const connection = openSqliteConnection(file, waitMs)
    connections.push(connection)
    for (const setting of [
      'pragma journal_mode = wal',
      'pragma foreign_keys = on',
      'pragma cache_size = -32000',
      ...settings,
    ]) {
      connection.execute(setting)
    }
    return connection
  }
}
