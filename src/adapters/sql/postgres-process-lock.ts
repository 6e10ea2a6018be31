import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { ProcessLock } from '../../ports/process-lock.ts'
import { placeOf } from './postgres-pool.ts'

const pollMs = 250
const connectMs = 10_000
/** The first key of these locks, so that they never meet those of other programs or of our writes. */
const lockSpace = 1_280_266_060

/**
 * Locks between all processes that share a database, on whatever machine. Each is a session-level
 * advisory lock (PostgreSQL 13.3.5), which the server frees when the connection of its holder ends.
 */
export function createPostgresProcessLock(url: string): ProcessLock {
  const place = placeOf(url)
  return {
    hold: async (name, waitMs, work) => {
      const client = await connect(url, place)
      try {
        await acquire(client, name, waitMs)
        return await work()
      } finally {
        await client.end()
      }
    },
  }
}

async function connect(url: string, place: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: 'lorekeep-lock',
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
  })
  // Without a listener, a server that restarts would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    throw new LorekeepError('index-unavailable', `The database ${place} cannot be reached: ${messageOf(error)}.`, {
      hint: 'Check DATABASE_URL and that the server is running.',
      cause: error,
    })
  }
}

async function acquire(client: Client, name: string, waitMs: number): Promise<void> {
  const key = createHash('sha256').update(name).digest().readInt32BE(0)
  const deadline = Date.now() + waitMs
  for (;;) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [
      lockSpace,
      key,
    ])
    if (rows[0]?.held === true) return
    if (Date.now() >= deadline) {
      throw new LorekeepError('conflict', `The lock "${name}" is held by another process.`, {
        hint: 'Wait until the other run has finished, then try again.',
      })
    }
    await sleep(Math.min(pollMs, Math.max(1, deadline - Date.now())))
  }
}
