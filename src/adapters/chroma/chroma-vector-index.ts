import type { Where } from 'chromadb'
import { z } from 'zod'
import type { ReadableLabels } from '../../domain/access/access-label.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { Log } from '../../ports/log.ts'
import type { StoredRecord, VectorHit, VectorIndex, VectorRecord } from '../../ports/vector-index.ts'
import { removeSegments, segmentFolders } from './abandoned-segments.ts'
import { assertCosine, type OpenCollection } from './chroma-collection.ts'
import { type CallPlace, embedderMismatch, notUnderstood } from './chroma-failure.ts'
import { type ChromaCall, type ChromaConnection, createChromaSession } from './chroma-session.ts'
import { metadataOf, type RecordMetadata } from './record-metadata.ts'
import { allOf, conditionsOf, isOneOf } from './where-clause.ts'

/** How long things may take, in ms. */
export interface ChromaLimits {
  /** Finding or making the collection. */
  readonly openMs: number
  /** A search or a count. */
  readonly readMs: number
  /** One batch of a change. */
  readonly writeMs: number
}

export interface ChromaVectorIndexOptions {
  /**
   * Says where the server is. Asked at first use and again after each lost connection, so that it
   * can start the server anew.
   */
  readonly connect: () => Promise<ChromaConnection>
  /** 3 to 512 letters, digits and `.` `_` `-`. */
  readonly collectionName: string
  /** How many numbers a vector has. */
  readonly dimension: number
  readonly tenant?: string
  readonly database?: string
  readonly token?: string
  readonly log: Log
  readonly limits?: Partial<ChromaLimits>
}

const defaultLimits: ChromaLimits = { openMs: 20_000, readMs: 20_000, writeMs: 120_000 }

/** SQLite takes 32,766 variables in a statement; Chroma makes one of each label. */
const labelsPerSearch = 10_000
const versionsPerDelete = 100
/** Chroma Cloud gives out at most this many records at once. */
const recordsPerRead = 300

/**
 * The vector index in a Chroma server: 1.0 or newer, on this machine, elsewhere or in Chroma Cloud.
 * Access labels and filters are applied by the server while it searches. Every method is safe to
 * repeat, and is repeated once after a lost connection.
 */
export function createChromaVectorIndex(options: ChromaVectorIndexOptions): VectorIndex {
  const { connect, collectionName, dimension, token, log } = options
  const { openMs, readMs, writeMs } = { ...defaultLimits, ...options.limits }
  const session = createChromaSession({
    connect,
    collectionName,
    dimension,
    tenant: options.tenant ?? 'default_tenant',
    database: options.database ?? 'default_database',
    token,
    openMs,
    log,
  })

  function assertFits(opened: OpenCollection): void {
    assertCosine(collectionName, opened)
    if (opened.dimension !== undefined && opened.dimension !== dimension) {
      throw embedderMismatch(opened.dimension, dimension)
    }
  }

  function assertVector(vector: Float32Array, whose: string): void {
    if (vector.length !== dimension) throw embedderMismatch(dimension, vector.length)
    if (!vector.every((value) => Number.isFinite(value))) {
      throw new LorekeepError('model-answer-invalid', `The vector of ${whose} holds something that is not a number.`, {
        hint: 'Check the embedding model.',
      })
    }
  }

  async function writeBatch(
    { collection, opened }: ChromaCall,
    records: readonly VectorRecord[],
    start: number,
  ): Promise<number> {
    assertFits(opened)
    const batch = records.slice(start, start + opened.batchSize)
    await collection.upsert({
      ids: batch.map(({ chunkId }) => chunkId),
      embeddings: batch.map(({ vector }) => Array.from(vector)),
      metadatas: batch.map(({ version, labels }) => ({ ...metadataOf(version, labels) })),
    })
    return batch.length
  }

  async function nearest(
    { collection, opened, place }: ChromaCall,
    vector: Float32Array,
    limit: number,
    where: Where | undefined,
  ): Promise<readonly VectorHit[]> {
    assertFits(opened)
    const answer = await collection.query({
      queryEmbeddings: [Array.from(vector)],
      nResults: limit,
      include: ['distances'],
      ...(where && { where }),
    })
    const { ids, distances } = understood(queryAnswer, answer, place)
    return ids[0].map((chunkId, at) => ({ chunkId, similarity: similarityOf(distances[0][at] as number) }))
  }

  return {
    async upsert(records, signal) {
      for (const { chunkId, vector } of records) assertVector(vector, `chunk ${chunkId}`)
      const latest = [...new Map(records.map((record) => [record.chunkId, record])).values()]
      for (let start = 0; start < latest.length;) {
        start += await session.run(writeMs, signal, (call) => writeBatch(call, latest, start))
      }
    },

    async search(vector, limit, labels, filters, signal) {
      assertVector(vector, 'the query')
      if (limit < 1) return []
      const searches = readableBy(labels).map((readable) => allOf([...readable, ...conditionsOf(filters)]))
      const found: VectorHit[] = []
      for (const where of searches) {
        found.push(...(await session.run(readMs, signal, (call) => nearest(call, vector, limit, where))))
      }
      return found.sort(bestFirst).slice(0, limit)
    },

    async vectorsOf(chunkIds, signal) {
      const vectors = new Map<string, Float32Array>()
      for (const ids of batchesOf(chunkIds, recordsPerRead)) {
        const answer = await session.run(readMs, signal, ({ collection }) => {
          return collection.get({ ids: [...ids], include: ['embeddings'] })
        })
        for (const [at, id] of answer.ids.entries()) {
          const vector = answer.embeddings[at]
          if (vector?.length === dimension) vectors.set(id, Float32Array.from(vector))
        }
      }
      return vectors
    },

    async *scan(signal) {
      for (let offset = 0; ;) {
        const from = offset
        const records = await session.run(readMs, signal, (call) => readPage(call, from))
        if (records.length === 0) return
        yield records
        offset += records.length
      }
    },

    async relabel(version, labels, signal) {
      const metadata = metadataOf(version, labels)
      for (let offset = 0, changed = -1; changed !== 0; offset += changed) {
        const from = offset
        changed = await session.run(writeMs, signal, (call) => relabelPage(call, version, metadata, from))
      }
    },

    async deleteVersions(versions, signal) {
      for (const batch of batchesOf(versions, versionsPerDelete)) {
        await session.run(writeMs, signal, ({ collection }) => collection.delete({ where: isOneOf('version', batch) }))
      }
    },

    async count(signal) {
      return session.run(readMs, signal, async ({ collection, place }) =>
        understood(z.int().min(0), await collection.count(), place),
      )
    },

    async clear(signal) {
      await session.run(writeMs, signal, async ({ client, place }) => {
        const segments = place.folder === undefined ? [] : await segmentFolders(place.folder)
        await client.deleteCollection({ name: collectionName })
        if (segments.length > 0 && (await client.countCollections()) === 0) await removeSegments(segments)
      })
      session.forget()
    },

    async close() {
      session.close()
    },
  }
}

async function relabelPage(
  { collection, opened, place }: ChromaCall,
  version: string,
  metadata: RecordMetadata,
  offset: number,
): Promise<number> {
  const limit = Math.min(opened.batchSize, recordsPerRead)
  const answer = await collection.get({ where: isOneOf('version', [version]), include: [], limit, offset })
  const { ids } = understood(getAnswer, answer, place)
  if (ids.length > 0) await collection.update({ ids, metadatas: ids.map(() => ({ ...metadata })) })
  return ids.length
}

async function readPage({ collection, place }: ChromaCall, offset: number): Promise<readonly StoredRecord[]> {
  const answer = await collection.get({ include: ['metadatas'], limit: recordsPerRead, offset })
  const { ids, metadatas } = understood(scanAnswer, answer, place)
  return ids.map((chunkId, at) => ({ chunkId, ...(metadatas[at] ?? noMetadata) }))
}

const noMetadata = { version: '', documentId: '', accessLabel: '', classification: '' }

const scanAnswer = z.object({
  ids: z.array(z.string()),
  metadatas: z.array(
    z
      .object({
        version: z.string().default(''),
        documentId: z.string().default(''),
        accessLabel: z.string().default(''),
        classification: z.string().default(''),
      })
      .nullable(),
  ),
})

/** For the one query that we ask. */
const queryAnswer = z
  .object({ ids: z.tuple([z.array(z.string())]), distances: z.tuple([z.array(z.number())]) })
  .refine(({ ids, distances }) => ids[0].length === distances[0].length, 'Each id needs a distance.')

const getAnswer = z.object({ ids: z.array(z.string()) })

function understood<T>(schema: z.ZodType<T>, answer: unknown, place: CallPlace): T {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw notUnderstood(place, parsed.error)
  return parsed.data
}

/** Chroma's cosine distance is 1 − cosine, off by rounding. */
function similarityOf(distance: number): number {
  return Math.max(-1, Math.min(1, 1 - distance))
}

function bestFirst(a: VectorHit, b: VectorHit): number {
  return b.similarity - a.similarity || (a.chunkId < b.chunkId ? -1 : 1)
}

/** The conditions of as many searches as it takes; of none for somebody who may read nothing. */
function readableBy(labels: ReadableLabels): readonly (readonly Where[])[] {
  if (labels.all) return [[]]
  return batchesOf([...new Set(labels.labels)], labelsPerSearch).map((batch) => [isOneOf('accessLabel', batch)])
}

function batchesOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))
}
