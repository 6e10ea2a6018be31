import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import type { Log } from '../../ports/log.ts'
import type { LorekeepDatabase, WriteArea } from './database.ts'
import { migrate } from './migrate.ts'
import { openPostgresPool, placeOf } from './postgres-pool.ts'
import type { Tables } from './tables.ts'
import { createWrites } from './write-transaction.ts'

export interface PostgresDatabaseOptions {
  /** `postgres://user:password@host:port/database`. Tables are made in the first schema of the search path. */
  readonly url: string
  readonly log?: Log
  /** Most connections for reading, 10 when not given. Writing takes one more for each area. */
  readonly connections?: number
}

/** The first key of our advisory locks, unlikely to be another program's. */
const lockSpace = 0x4c_6f_72_65

const areaLocks = {
  documents: 1,
  accounts: 2,
  conversations: 3,
  access: 4,
} as const satisfies Record<WriteArea, number>

/**
 * Opens a PostgreSQL database, which replicas on many machines may share. A statement is given up
 * after a minute, waiting for a lock or a connection after ten seconds.
 * @throws LorekeepError `index-unavailable` when it cannot be reached, `bad-configuration` when the
 *   address or the account is wrong or a newer version has been here
 */
export async function openPostgresDatabase(options: PostgresDatabaseOptions): Promise<LorekeepDatabase> {
  const { url, log, connections = 10 } = options
  const place = placeOf(url)
  const written = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: openPostgresPool(url, Object.keys(areaLocks).length, log) }),
  })
  const read = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: openPostgresPool(url, connections, log),
      onCreateConnection: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw('set default_transaction_read_only = on'))
      },
    }),
  })
  const writes = createWrites(written, async (transaction, area) => {
    await sql`select pg_advisory_xact_lock(${lockSpace}, ${areaLocks[area]})`.execute(transaction)
  })
  async function close() {
    await writes.finish()
    await Promise.all([read.destroy(), written.destroy()])
  }
  try {
    await migrate(written, 'postgres', place, log)
  } catch (error) {
    await close()
    throw error
  }
  return { engine: 'postgres', read, write: writes.write, close }
}
