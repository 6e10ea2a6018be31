import { type Expression, type SqlBool, sql } from 'kysely'
import { readableTokensOf } from '../../../domain/vectors/embedder-identity.ts'
import type { TokenVectors } from '../../../domain/vectors/token-vectors.ts'
import type { TokenVectorStore } from '../../../ports/token-vector-store.ts'
import type { LorekeepDatabase } from '../database/database.ts'
import { inBatches } from '../database/in-batches.ts'
import { identityOf } from '../documents/index-records.ts'
import { RecentTokenVectors } from './recent-token-vectors.ts'

/** Rows of about 5 kB each in one statement. */
const rowsAtOnce = 50

/** Token vectors in SQL, with those used lately kept in memory. */
export function createSqlTokenVectorStore(database: LorekeepDatabase): TokenVectorStore {
  const recent = new RecentTokenVectors()

  return {
    of: async (chunkIds) => {
      const row = await database.read.selectFrom('index_identity').selectAll().executeTakeFirst()
      const identity = identityOf(row)
      const madeWith = identity && readableTokensOf(identity)
      const found = new Map<string, TokenVectors>()
      if (madeWith === undefined) return found
      const unknown = chunkIds.filter((chunkId) => {
        const tokens = recent.get(madeWith, chunkId)
        if (tokens !== undefined) found.set(chunkId, tokens)
        return tokens === undefined
      })
      for (const ids of inBatches(unknown)) {
        const rows = await database.read
          .selectFrom('chunks')
          .innerJoin('token_vectors', 'token_vectors.embedding_hash', 'chunks.embedding_hash')
          .select(['chunks.id', 'codes', 'spans'])
          .where('chunks.id', 'in', ids)
          .where('made_with', '=', madeWith)
          .execute()
        for (const { id, codes, spans } of rows) {
          const tokens = { codes: bytesOf(codes), spans: new Uint16Array(bytesOf(spans).buffer) }
          found.set(id, tokens)
          recent.set(madeWith, id, tokens)
        }
      }
      return found
    },

    put: async (records) => {
      for (const batch of inBatches(records, rowsAtOnce)) {
        await database.write('documents', async (transaction) => {
          await transaction
            .insertInto('token_vectors')
            .values(
              batch.map(({ madeWith, embeddingHash, tokens: { codes, spans } }) => ({
                made_with: madeWith,
                embedding_hash: embeddingHash,
                codes: storable(codes),
                spans: storable(spans),
              })),
            )
            .onConflict((conflict) =>
              conflict
                .columns(['made_with', 'embedding_hash'])
                .doUpdateSet((row) => ({ codes: row.ref('excluded.codes'), spans: row.ref('excluded.spans') })),
            )
            .execute()
        })
      }
    },

    known: async (madeWith, embeddingHashes) => {
      const known = new Set<string>()
      for (const hashes of inBatches(embeddingHashes)) {
        const rows = await database.read
          .selectFrom('token_vectors')
          .select('embedding_hash')
          .where('made_with', '=', madeWith)
          .where('embedding_hash', 'in', hashes)
          .execute()
        for (const { embedding_hash: hash } of rows) known.add(hash)
      }
      return known
    },

    missing: async (madeWith) => {
      const rows = await database.read
        .selectFrom('chunks')
        .innerJoin('published_documents', 'published_documents.number', 'chunks.document')
        .select((row) => ['published_documents.id', row.fn.countAll<number | string>().as('count')])
        .where('chunks.embedding_hash', '<>', '')
        .where((row) =>
          row.not(
            row.exists(
              row
                .selectFrom('token_vectors')
                .select('made_with')
                .where('made_with', '=', madeWith)
                .whereRef('token_vectors.embedding_hash', '=', 'chunks.embedding_hash'),
            ),
          ),
        )
        .groupBy('published_documents.id')
        .execute()
      return new Map(rows.map(({ id, count }) => [id, Number(count)]))
    },

    leftOver: async (inUse) => {
      const { count } = await database.read
        .selectFrom('token_vectors')
        .select((row) => row.fn.countAll<number | string>().as('count'))
        .where(isLeftOver(inUse))
        .executeTakeFirstOrThrow()
      return Number(count)
    },

    sweep: (inUse) =>
      database.write('documents', async (transaction) => {
        await transaction.deleteFrom('token_vectors').where(isLeftOver(inUse)).execute()
      }),
  }
}

/** Chunks of versions that wait or are kept count as well. */
function isLeftOver(inUse: readonly string[]): Expression<SqlBool> {
  const isUsed = inUse.length === 0 ? sql`false` : sql`made_with in (${sql.join(inUse)})`
  return sql<SqlBool>`(not ${isUsed} or not exists (
    select 1 from chunks where chunks.embedding_hash = token_vectors.embedding_hash
  ))`
}

/** The engines give bytes back as a view into something larger, or as a buffer alone. */
function bytesOf(stored: Uint8Array | ArrayBuffer): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(stored instanceof ArrayBuffer ? new Uint8Array(stored) : stored)
}

function storable({ buffer, byteOffset, byteLength }: Uint8Array | Uint16Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
