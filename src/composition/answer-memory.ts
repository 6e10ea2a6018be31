import { createMemoryAnswerCache } from '../adapters/memory/memory-answer-cache.ts'
import { createRedisAnswerCache } from '../adapters/redis/redis-answer-cache.ts'
import type { RedisConnection } from '../adapters/redis/redis-connection.ts'
import { createCacheUpkeep } from '../answering/cache/cache-upkeep.ts'
import { questionThresholds } from '../answering/cache/question-thresholds.ts'
import { createRecall } from '../answering/cache/recall.ts'
import { createSimilarQuestions } from '../answering/cache/similar-questions.ts'
import { createTieredAnswerCache, type NearCache } from '../answering/cache/tiered-cache.ts'
import type { Log } from '../ports/log.ts'
import type { Configuration } from './configuration.ts'
import type { Foundation } from './foundation.ts'
import type { Records } from './records.ts'
import type { Retrieval } from './retrieval.ts'
import type { Secrets } from './secrets.ts'

/** How many answers a process keeps unsealed. */
const answersAtHand = 1000
const answersInRedis = 20_000
/** How long an answer stays in Redis, be its document as it may: it is not given from there once that has changed. */
const keptInRedisMs = 60 * 60 * 1000
/** How many remembered questions a process compares a new one with. */
const questionsCompared = 100_000

export type AnswerMemory = Awaited<ReturnType<typeof composeAnswerMemory>>

/** Answers that are remembered: in this process, in Redis where there is one, and in the database. */
export async function composeAnswerMemory(
  { environment, clock, log }: Foundation,
  secrets: Secrets,
  { findSensitive }: Configuration,
  { answerCache, registry, ledger, auditLog }: Records,
  { uses: { embedQuestion } }: Retrieval,
) {
  const redis = await openNamedRedis(environment.redisUrl, log)
  const cache = createTieredAnswerCache(answerCache, nearCaches(redis, secrets), log)
  const similar = createSimilarQuestions(cache, questionsCompared)
  return {
    cache,
    recall: createRecall({
      cache,
      registry,
      findSensitive,
      log,
      // How close questions must be was measured with the bundled model, and says nothing of any other.
      ...(environment.embeddings === undefined && {
        meaning: { similar, embed: embedQuestion, thresholds: questionThresholds },
      }),
    }),
    close: async () => redis?.close(),
    uses: {
      cacheUpkeep: createCacheUpkeep({ cache, ledger, audit: auditLog, clock }),
      /** For a long-running service: knows what is remembered before the first question comes. */
      async warmCache() {
        await similar.catchUp().catch((error: unknown) => log.warn('cache.not-warmed', { error }))
      },
    },
  }
}

/** Loaded where an address is named: its client takes longer to load than most commands take. */
async function openNamedRedis(url: string | undefined, log: Log): Promise<RedisConnection | undefined> {
  if (url === undefined) return undefined
  const { openRedis } = await import('../adapters/redis/redis-connection.ts')
  return openRedis(url, log)
}

/** The caches in front of the database, the nearest first. */
function nearCaches(redis: RedisConnection | undefined, { sealer, owner }: Secrets): readonly NearCache[] {
  const memory = { name: 'memory', cache: createMemoryAnswerCache(answersAtHand) }
  if (redis === undefined) return [memory]
  const options = {
    prefix: `lorekeep:${owner.slice(0, 16)}:answers:`,
    capacity: answersInRedis,
    keptMs: keptInRedisMs,
  }
  return [memory, { name: 'redis', cache: createRedisAnswerCache(redis, sealer, options) }]
}
