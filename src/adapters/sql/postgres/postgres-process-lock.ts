import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'
import type { ProcessLock } from '../../../ports/process-lock.ts'
import { placeOf } from './postgres-pool.ts'

const pollMs = 250
const connectMs = 10_000
/** The first key of these locks, so that they never meet those of other programs or of our writes. */
const lockSpace = 1_280_266_060

export interface PostgresLockLimits {
  /** So often a holder asks whether the server is still there: a broken network does not tell by itself. */
  readonly lookMs: number
  /** How long the server may take to answer before it counts as gone. */
  readonly answerMs: number
}

const usualLimits: PostgresLockLimits = { lookMs: 15_000, answerMs: 30_000 }

/**
 * Locks between all processes that share a database, on whatever machine. Each is a session-level
 * advisory lock (PostgreSQL 13.3.5), which the server frees when the connection of its holder ends. The
 * work is told so: it must not go on beside the next holder.
 */
export function createPostgresProcessLock(url: string, limits: PostgresLockLimits = usualLimits): ProcessLock {
  const place = placeOf(url)
  return {
    hold: async (name, waitMs, work) => {
      const client = await connect(url, place, limits.answerMs)
      const lost = new AbortController()
      let isDone = false
      const lose = (error: unknown) => {
        if (!isDone) lost.abort(lostLock(name, place, error))
      }
      client.on('error', lose)
      let nextLook: NodeJS.Timeout | undefined
      try {
        await acquire(client, place, name, waitMs)
        nextLook = setInterval(() => void client.query('select 1').catch(lose), limits.lookMs)
        return await work(lost.signal)
      } finally {
        isDone = true
        clearInterval(nextLook)
        await client.end()
      }
    },
  }
}

async function connect(url: string, place: string, answerMs: number): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: 'lorekeep-lock',
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
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

async function acquire(client: Client, place: string, name: string, waitMs: number): Promise<void> {
  const key = createHash('sha256').update(name).digest().readInt32BE(0)
  const deadline = Date.now() + waitMs
  for (;;) {
    if (await tryToTake(client, place, key)) return
    if (Date.now() >= deadline) {
      throw new LorekeepError('conflict', `The lock "${name}" is held by another process.`, {
        hint: 'Wait until the other run has finished, then try again.',
        retryable: true,
      })
    }
    await sleep(Math.min(pollMs, Math.max(1, deadline - Date.now())))
  }
}

async function tryToTake(client: Client, place: string, key: number): Promise<boolean> {
  const statement = 'select pg_try_advisory_lock($1, $2) as held'
  try {
    const { rows } = await client.query<{ held: boolean }>(statement, [lockSpace, key])
    return rows[0]?.held === true
  } catch (error) {
    throw new LorekeepError('index-unavailable', `The database ${place} gives no locks: ${messageOf(error)}.`, {
      hint: 'Check that the server is running, then try again.',
      cause: error,
    })
  }
}

function lostLock(name: string, place: string, cause: unknown): LorekeepError {
  const reason = messageOf(cause)
  return new LorekeepError(
    'index-unavailable',
    `The lock "${name}" was lost with the connection to the database ${place}: ${reason}.`,
    { hint: 'Check that the server is running, then run it again: what was finished is kept.', cause },
  )
}
