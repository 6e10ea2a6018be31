import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { DatabaseError, Pool, types } from 'pg'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'
import type { Log } from '../../../ports/log.ts'
import { storableValue } from '../database/storable-value.ts'

/**
 * Connections to a PostgreSQL server in the shape that Kysely drives, with our errors, and with
 * whole numbers as numbers.
 */
export function openPostgresPool(url: string, size: number, log?: Log): PostgresPool {
  const place = placeOf(url)
  const pool = new Pool({
    connectionString: url,
    max: size,
    application_name: 'lorekeep',
    connectionTimeoutMillis: 10_000,
    query_timeout: 60_000,
    statement_timeout: 60_000,
    lock_timeout: 10_000,
    keepAlive: true,
    types: { getTypeParser: parserOf },
  })
  // Without a listener, a server that restarts would end the process.
  pool.on('error', (error) => log?.warn('database.connection-lost', { place, reason: error.message }))
  return {
    connect: async () => {
      const client = await translating(place, () => pool.connect())
      const query = (text: string, parameters: readonly unknown[]) => {
        const values = parameters.map(storableValue)
        return translating(place, () => client.query(text, values))
      }
      return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() }
    },
    end: () => pool.end(),
  }
}

/** Host, port and database of an address, without the password. @throws LorekeepError `bad-configuration` */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) {
    throw new LorekeepError('bad-configuration', 'The address of the database is no address.', {
      hint: 'Set DATABASE_URL to something like postgres://user:password@host:5432/lorekeep.',
    })
  }
  const { host, pathname } = new URL(url)
  return host + pathname
}

const parserOf: typeof types.getTypeParser = (type, format) =>
  type === types.builtins.INT8 ? wholeNumber : types.getTypeParser(type, format)

/** 64-bit integers come as text. Everything that we add up stays far below 2^53; if not, it must not pass unseen. */
function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large to be exact`)
  return value
}

async function translating<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw translated(place, error)
  }
}

/** SQLSTATE classes (PostgreSQL manual, appendix A) that an operator can act on; others are bugs and stay. */
function translated(place: string, error: unknown): unknown {
  if (error instanceof RangeError) return error
  const state = error instanceof DatabaseError ? (error.code ?? '') : undefined
  if (state === undefined || /^(08|53|57P|55P03|40001|40P01)/.test(state)) {
    return new LorekeepError(
      'index-unavailable',
      `The database ${place} cannot be reached or is busy: ${messageOf(error)}`,
      {
        hint: 'Check that the server runs and accepts connections, then try again.',
        cause: error,
      },
    )
  }
  if (/^(28|3D|3F|42501)/.test(state)) {
    return new LorekeepError('bad-configuration', `The database ${place} refuses: ${messageOf(error)}`, {
      hint: 'Check the account, the password and the database name in DATABASE_URL, and that the account may create tables.',
      cause: error,
    })
  }
  if (state.startsWith('XX')) {
    return new LorekeepError('data-damaged', `The database ${place} reports damage: ${messageOf(error)}`, {
      hint: 'Ask its administrator; restore it from a backup.',
      cause: error,
    })
  }
  return error
}
