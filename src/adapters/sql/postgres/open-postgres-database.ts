import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import type { Log } from '../../../ports/log.ts'
import { createDatabase } from '../database/create-database.ts'
import type { LorekeepDatabase, WriteArea, WriteTransaction } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { openPostgresPool, placeOf } from './postgres-pool.ts'
import type { Tables } from '../tables.ts'

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
  runs: 5,
  batches: 6,
  cache: 7,
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
  const writing = openPostgresPool(url, Object.keys(areaLocks).length, log)
  const reading = openPostgresPool(url, connections, log)
  const written = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: writing }) })
  const read = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: reading,
      onCreateConnection: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw('set default_transaction_read_only = on'))
        // Compiling a search takes longer than running it.
        await connection.executeQuery(CompiledQuery.raw('set jit = off'))
      },
    }),
  })
  async function lock(transaction: WriteTransaction, area: WriteArea): Promise<void> {
    await sql`select pg_advisory_xact_lock(${lockSpace}, ${areaLocks[area]})`.execute(transaction)
  }
  async function release(): Promise<void> {
    await Promise.all([writing.end(), reading.end()])
  }
  try {
    await migrate(written, 'postgres', place, log)
  } catch (error) {
    await release()
    throw error
  }
  return createDatabase({ engine: 'postgres', read, written, lock, release })
}
