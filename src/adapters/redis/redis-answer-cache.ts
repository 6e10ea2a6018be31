import * as z from 'zod'
import { decodeVector, encodeVector } from '../../domain/vectors/vector-code.ts'
import type { AnswerCache, CachedAnswer, CachedQuestion } from '../../ports/answer-cache.ts'
import type { Sealer } from '../../ports/sealer.ts'
import {
  clearScript,
  dropScript,
  getScript,
  listScript,
  putScript,
  sinceScript,
  sizeScript,
} from './answer-cache-scripts.ts'
import type { RedisConnection } from './redis-connection.ts'

export interface RedisAnswerCacheOptions {
  /** What the keys begin with; installations that share a server need one each. */
  readonly prefix: string
  readonly capacity: number
  /** How long an answer is kept, used or not. */
  readonly keptMs: number
}

/** How many questions are given at once. */
const stretch = 1000

const questionSchema = z.object({ partition: z.string(), vector: z.string().optional() })
const versionsSchema = z.record(z.string(), z.string())
const entrySchema = z.tuple([z.coerce.number(), z.string(), z.string(), z.string(), z.coerce.number()])
const rowsSchema = z.array(z.union([z.string(), z.number()]).transform(String))
const sizeSchema = z.tuple([z.coerce.number(), z.coerce.number(), z.string()])

type Sealed = Pick<CachedAnswer, 'question' | 'answer' | 'baselineUsage'>

/** Remembered answers in Redis, their texts sealed. */
export function createRedisAnswerCache(
  redis: RedisConnection,
  sealer: Sealer,
  { prefix, capacity, keptMs }: RedisAnswerCacheOptions,
): AnswerCache {
  const run = (script: string, ...values: readonly (string | number)[]) =>
    redis.run(script, `{${prefix}}`, values.map(String))

  return {
    get: async (key) => {
      const reply = await run(getScript, key)
      const found = entrySchema.safeParse(reply)
      if (!found.success) return undefined
      const [, sealed, question, versions, at] = found.data
      return {
        ...questionOf(key, question),
        ...(JSON.parse(sealer.open(sealed)) as Sealed),
        versions: versionsOf(versions),
        at,
      }
    },

    holds: async (key) => entrySchema.safeParse(await run(getScript, key)).data?.[0],

    put: async ({ key, partition, vector, question, answer, baselineUsage, versions, at }) => {
      const sealed = sealer.seal(JSON.stringify({ question, answer, baselineUsage } satisfies Sealed))
      const asked = JSON.stringify({
        partition,
        ...(vector !== undefined && { vector: Buffer.from(encodeVector(vector)).toString('base64') }),
      })
      await run(putScript, key, sealed, asked, JSON.stringify(Object.fromEntries(versions)), at, capacity, keptMs)
    },

    delete: async (key) => {
      await run(dropScript, key)
    },

    clear: async ({ documentId, before }) =>
      z.coerce.number().parse(await run(clearScript, documentId ?? '', before ?? '')),

    questionsSince: async (cursor) => {
      const rows = inThrees(rowsSchema.parse(await run(sinceScript, cursor, stretch)))
      return {
        questions: rows.flatMap(([, key, question]) => (question === '' ? [] : [questionOf(key, question)])),
        cursor: Number(rows.at(-1)?.[0] ?? cursor),
      }
    },

    list: async () => {
      const rows = rowsSchema.parse(await run(listScript))
      return rows.flatMap((key, at) => (at % 2 === 0 ? [{ key, versions: versionsOf(rows[at + 1] ?? '{}') }] : []))
    },

    size: async () => {
      const [entries, bytes, oldest] = sizeSchema.parse(await run(sizeScript))
      return { entries, bytes, ...(oldest !== '' && { oldestAt: Number(oldest) }) }
    },
  }
}

function questionOf(key: string, written: string): CachedQuestion {
  const { partition, vector } = questionSchema.parse(JSON.parse(written))
  return { key, partition, ...(vector !== undefined && { vector: decodeVector(Buffer.from(vector, 'base64')) }) }
}

function versionsOf(written: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(versionsSchema.parse(JSON.parse(written))))
}

function inThrees(row: readonly string[]): readonly (readonly [string, string, string])[] {
  return Array.from({ length: Math.floor(row.length / 3) }, (_, at) => [
    row[at * 3] ?? '',
    row[at * 3 + 1] ?? '',
    row[at * 3 + 2] ?? '',
  ])
}
