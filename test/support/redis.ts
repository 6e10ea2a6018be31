import { afterAll } from '@jest/globals'
import { openRedis, type RedisConnection } from '../../src/adapters/redis/redis-connection.ts'

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** Redis at `TEST_REDIS_URL`, or on this machine; undefined where none answers. Tests use prefixes of their own. */
export const testRedis: RedisConnection | undefined = await connect()

async function connect(): Promise<RedisConnection | undefined> {
  const named = process.env['TEST_REDIS_URL']
  const connection = openRedis(named ?? 'redis://127.0.0.1:6379', log)
  const answers = await connection.run('return 1', 'test', []).then(
    () => true,
    () => named !== undefined,
  )
  if (!answers) {
    await connection.close()
    return undefined
  }
  afterAll(() => connection.close())
  return connection
}
