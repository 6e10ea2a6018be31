import type { ReadableLabels } from '../../domain/access/access-label.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { mediaTypeOfFileType } from '../../domain/documents/file-type.ts'
import type { SearchFilters } from '../../domain/documents/passage.ts'
import type { IndexedLabels, VectorHit, VectorIndex, VectorRecord } from '../../ports/vector-index.ts'

/**
 * A vector index that compares the query with every vector, so that its answers are exact. Keeps
 * nothing when the process ends. The first record since the last `clear` sets the vectors' length.
 */
export function createMemoryVectorIndex(): VectorIndex {
  const records = new Map<string, VectorRecord>()
  let dimension: number | undefined

  function assertVectors(vectors: readonly Float32Array[]): void {
    const expected = dimension ?? vectors[0]?.length
    for (const vector of vectors) {
      if (vector.length !== expected) {
        throw new LorekeepError(
          'embedder-mismatch',
          `The index holds vectors of ${expected} numbers, but the embedder makes vectors of ${vector.length}.`,
          { hint: 'Run "lorekeep reindex" to embed all documents again.' },
        )
      }
      if (!vector.every((value) => Number.isFinite(value))) {
        throw new LorekeepError('model-answer-invalid', 'A vector holds something that is not a number.', {
          hint: 'Check the embedding model.',
        })
      }
    }
  }

  return {
    async upsert(added, signal) {
      assertNotAborted(signal)
      assertVectors(added.map(({ vector }) => vector))
      dimension ??= added[0]?.vector.length
      for (const record of added) records.set(record.chunkId, { ...record, vector: record.vector.slice() })
    },

    async search(vector, limit, labels, filters, signal) {
      assertNotAborted(signal)
      assertVectors([vector])
      return [...records.values()]
        .filter((record) => isReadable(record.labels, labels) && passes(record.labels, filters))
        .map((record): VectorHit => ({ chunkId: record.chunkId, similarity: cosine(vector, record.vector) }))
        .sort((a, b) => b.similarity - a.similarity || (a.chunkId < b.chunkId ? -1 : 1))
        .slice(0, Math.max(0, limit))
    },

    async vectorsOf(chunkIds, signal) {
      assertNotAborted(signal)
      return new Map(
        chunkIds.flatMap((id) => {
          const record = records.get(id)
          return record === undefined ? [] : [[id, record.vector.slice()] as const]
        }),
      )
    },

    async *scan(signal) {
      assertNotAborted(signal)
      const all = [...records.values()].map(({ chunkId, version, labels }) => {
        const { documentId, accessLabel, classification } = labels
        return { chunkId, version, documentId, accessLabel, classification }
      })
      if (all.length > 0) yield all
    },

    async relabel(version, labels, signal) {
      assertNotAborted(signal)
      for (const record of records.values()) {
        if (record.version === version) records.set(record.chunkId, { ...record, labels })
      }
    },

    async deleteVersions(versions, signal) {
      assertNotAborted(signal)
      const gone = new Set(versions)
      for (const record of records.values()) if (gone.has(record.version)) records.delete(record.chunkId)
    },

    async count(signal) {
      assertNotAborted(signal)
      return records.size
    },

    async clear(signal) {
      assertNotAborted(signal)
      records.clear()
      dimension = undefined
    },

    async close() {
      records.clear()
    },
  }
}

function assertNotAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new LorekeepError('cancelled', 'The caller gave up waiting for the vector index.', { cause: signal.reason })
  }
}

function isReadable(record: IndexedLabels, labels: ReadableLabels): boolean {
  return labels.all || labels.labels.includes(record.accessLabel)
}

function passes(record: IndexedLabels, filters: SearchFilters): boolean {
  const { source, documentId, type, language, classification, after, before } = filters
  return (
    (source === undefined || source === record.sourceName || source === record.path) &&
    (documentId === undefined || documentId === record.documentId) &&
    (type === undefined || (mediaTypeOfFileType(type) ?? type) === record.mediaType) &&
    (language === undefined || language === record.language) &&
    (classification === undefined || classification === record.classification) &&
    (after === undefined || (record.date !== undefined && record.date >= after)) &&
    (before === undefined || (record.date !== undefined && record.date < before))
  )
}

/** Of vectors of any length; 0 where one of them is all zeros. */
function cosine(a: Float32Array, b: Float32Array): number {
  let [product, ofA, ofB] = [0, 0, 0]
  for (const [at, value] of a.entries()) {
    const other = b[at] ?? 0
    product += value * other
    ofA += value * value
    ofB += other * other
  }
  return product === 0 ? 0 : Math.max(-1, Math.min(1, product / Math.sqrt(ofA * ofB)))
}
