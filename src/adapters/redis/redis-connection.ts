import { createClient } from 'redis'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { Log } from '../../ports/log.ts'

/** A connection that is made when it is first needed, and made again when it is lost. */
export interface RedisConnection {
  /**
   * Runs a Lua script in one step, with what its keys begin with and its arguments.
   * @throws LorekeepError `index-unavailable` when Redis cannot be reached or refuses
   */
  run(script: string, prefix: string, values: readonly string[]): Promise<unknown>
  close(): Promise<void>
}

/** A cache that keeps its caller waiting is worth nothing. */
const connectMs = 2000
const answerMs = 1000

export function openRedis(url: string, log: Log): RedisConnection {
  const client = createClient({
    url,
    commandOptions: { timeout: answerMs },
    // While it is away, callers hear so at once.
    disableOfflineQueue: true,
    socket: { connectTimeout: connectMs, reconnectStrategy: (attempt) => Math.min(100 * 2 ** attempt, 5000) },
  })
  client.on('error', (error: unknown) => log.warn('redis.unavailable', { reason: messageOf(error) }))
  let connecting: Promise<unknown> | undefined

  return {
    async run(script, prefix, values) {
      try {
        connecting ??= Promise.race([client.connect(), lateBy(connectMs)])
        await connecting
        return await client.eval(script, { keys: [prefix], arguments: [...values] })
      } catch (cause) {
        throw new LorekeepError('index-unavailable', `Redis cannot be used: ${messageOf(cause)}.`, { cause })
      }
    },
    async close() {
      if (client.isOpen) client.destroy()
    },
  }
}

async function lateBy(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms).unref())
}
