import type { AnswerCache, CachedAnswer, CacheSelection } from '../../../ports/answer-cache.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Sealer } from '../../../ports/sealer.ts'
import { decodeVector, encodeVector } from '../../../domain/vectors/vector-code.ts'
import type { LorekeepDatabase, WriteTransaction } from '../database/database.ts'
import { prepareInsert, prepareQuery } from '../database/prepare-query.ts'
import type { CachedAnswerRow } from './answer-tables.ts'

export interface SqlAnswerCacheOptions {
  readonly capacity: number
  readonly clock: Clock
  /** A use is written down when the last one that was is this long ago: a hit should not cost a write each time. */
  readonly useNotedMs: number
}

/** How many questions are given at once. */
const stretch = 1000

type Sealed = Pick<CachedAnswer, 'question' | 'answer' | 'baselineUsage'>

const documentsOf = prepareQuery((database, key: string) =>
  database.selectFrom('cached_answer_documents').selectAll().where('key', '=', key),
)

const entryByKey = prepareQuery((database, key: string) =>
  database.selectFrom('cached_answers').selectAll().where('key', '=', key),
)

const numberByKey = prepareQuery((database, key: string) =>
  database.selectFrom('cached_answers').select(['number', 'used_at']).where('key', '=', key),
)

const questionsAfter = prepareQuery((database, cursor: number) =>
  database
    .selectFrom('cached_answers')
    .select(['number', 'key', 'partition_hash', 'vector'])
    .where('number', '>', cursor)
    .orderBy('number')
    .limit(stretch),
)

const addEntry = prepareInsert('cached_answers')

const deleteByKey = prepareQuery((database, key: string) =>
  database.deleteFrom('cached_answers').where('key', '=', key),
)

const countEntries = prepareQuery((database) =>
  database.selectFrom('cached_answers').select(({ fn }) => fn.countAll().as('entries')),
)

/** Remembered answers in SQL, their texts sealed. What changes a document deletes them by a trigger. */
export function createSqlAnswerCache(
  database: LorekeepDatabase,
  sealer: Sealer,
  { capacity, clock, useNotedMs }: SqlAnswerCacheOptions,
): AnswerCache {
  // Counting takes the longer the more there is; that many more than the capacity do no harm.
  const putsPerCount = Math.max(1, Math.floor(capacity / 1000))
  let puts = 0

  async function versionsOf(key: string): Promise<CachedAnswer['versions']> {
    const rows = await documentsOf(database.read, key)
    return new Map(rows.map(({ document, version }) => [document, version]))
  }

  async function noteUse(key: string, usedAt: number): Promise<void> {
    const now = clock()
    if (now - usedAt < useNotedMs) return
    await database.write('cache', async (transaction) => {
      await transaction.updateTable('cached_answers').set({ used_at: now }).where('key', '=', key).execute()
    })
  }

  return {
    get: async (key) => {
      const [row] = await entryByKey(database.read, key)
      if (row === undefined) return undefined
      const versions = await versionsOf(key)
      await noteUse(key, row.used_at)
      return { ...questionOf(row), ...(JSON.parse(sealer.open(row.answer)) as Sealed), versions, at: row.at }
    },

    holds: async (key) => {
      const [row] = await numberByKey(database.read, key)
      if (row === undefined) return undefined
      await noteUse(key, row.used_at)
      return row.number
    },

    put: (entry) =>
      database.write('cache', async (transaction) => {
        const { key, versions } = entry
        await deleteByKey(transaction, key)
        await addEntry(transaction, rowOf(entry, sealer, clock()))
        if (versions.size > 0) {
          const rows = [...versions].map(([document, version]) => ({ key, document, version }))
          await transaction.insertInto('cached_answer_documents').values(rows).execute()
        }
        if (puts++ % putsPerCount === 0) await dropUnused(transaction, capacity)
      }),

    delete: (key) =>
      database.write('cache', async (transaction) => {
        await transaction.deleteFrom('cached_answers').where('key', '=', key).execute()
      }),

    clear: (selection) =>
      database.write('cache', async (transaction) => {
        const { numDeletedRows } = await chosen(transaction, selection).executeTakeFirst()
        return Number(numDeletedRows)
      }),

    questionsSince: async (cursor) => {
      const rows = await questionsAfter(database.read, cursor)
      return { questions: rows.map(questionOf), cursor: rows.at(-1)?.number ?? cursor }
    },

    list: async () => {
      const rows = await database.read
        .selectFrom('cached_answers as entry')
        .leftJoin('cached_answer_documents as held', 'held.key', 'entry.key')
        .select(['entry.key', 'document', 'version'])
        .orderBy('entry.number')
        .execute()
      const byKey = new Map<string, Map<string, string>>()
      for (const { key, document, version } of rows) {
        const versions = byKey.get(key) ?? new Map<string, string>()
        byKey.set(key, versions)
        if (document !== null && version !== null) versions.set(document, version)
      }
      return [...byKey].map(([key, versions]) => ({ key, versions }))
    },

    size: async () => {
      const { entries, bytes, oldest } = await database.read
        .selectFrom('cached_answers')
        .select(({ fn }) => [fn.countAll().as('entries'), fn.sum('bytes').as('bytes'), fn.min('at').as('oldest')])
        .executeTakeFirstOrThrow()
      return {
        entries: Number(entries),
        bytes: Number(bytes ?? 0),
        ...(oldest !== null && oldest !== undefined && { oldestAt: oldest }),
      }
    },
  }
}

function rowOf(entry: CachedAnswer, sealer: Sealer, now: number) {
  const { key, partition, vector, question, answer, baselineUsage, at } = entry
  const sealed = sealer.seal(JSON.stringify({ question, answer, baselineUsage } satisfies Sealed))
  return {
    key,
    partition_hash: partition,
    vector: vector === undefined ? null : Buffer.from(encodeVector(vector)),
    answer: sealed,
    at,
    used_at: now,
    bytes: sealed.length,
  }
}

function questionOf({
  key,
  partition_hash: partition,
  vector,
}: Pick<CachedAnswerRow, 'key' | 'partition_hash' | 'vector'>) {
  return { key, partition, ...(vector !== null && { vector: decodeVector(new Uint8Array(vector)) }) }
}

function chosen(transaction: WriteTransaction, { documentId, before }: CacheSelection) {
  return transaction
    .deleteFrom('cached_answers')
    .$if(before !== undefined, (query) => query.where('at', '<', before ?? 0))
    .$if(documentId !== undefined, (query) =>
      query.where('key', 'in', (held) =>
        held
          .selectFrom('cached_answer_documents')
          .select('key')
          .where('document', '=', documentId ?? ''),
      ),
    )
}

async function dropUnused(transaction: WriteTransaction, capacity: number): Promise<void> {
  const [counted] = await countEntries(transaction)
  const surplus = Number(counted?.entries ?? 0) - capacity
  if (surplus <= 0) return
  await transaction
    .deleteFrom('cached_answers')
    .where('number', 'in', (unused) =>
      unused.selectFrom('cached_answers').select('number').orderBy('used_at').orderBy('number').limit(surplus),
    )
    .execute()
}
