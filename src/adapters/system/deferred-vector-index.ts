import type { VectorIndex } from '../../ports/vector-index.ts'

/**
 * A vector index that is made at first use, since its dimension is known only once the embedder has
 * been asked. A failed attempt is made again at the next use.
 */
export function createDeferredVectorIndex(make: () => Promise<VectorIndex>): VectorIndex {
  let made: Promise<VectorIndex> | undefined
  const index = () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
  return {
    upsert: async (records, signal) => (await index()).upsert(records, signal),
    search: async (vector, limit, labels, filters, signal) =>
      (await index()).search(vector, limit, labels, filters, signal),
    relabel: async (version, labels, signal) => (await index()).relabel(version, labels, signal),
    deleteVersions: async (versions, signal) => (await index()).deleteVersions(versions, signal),
    count: async (signal) => (await index()).count(signal),
    clear: async (signal) => (await index()).clear(signal),
    close: async () => {
      if (made !== undefined) await (await made).close()
    },
  }
}
