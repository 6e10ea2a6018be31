import type { VectorIndex } from '../../ports/vector-index.ts'

/**
 * A vector index that is looked up for each call, since another process may have put another one in
 * its place.
 */
export function createLiveVectorIndex(current: () => Promise<VectorIndex>): VectorIndex {
  return {
    upsert: async (records, signal) => (await current()).upsert(records, signal),
    search: async (vector, limit, labels, filters, signal) =>
      (await current()).search(vector, limit, labels, filters, signal),
    vectorsOf: async (chunkIds, signal) => (await current()).vectorsOf(chunkIds, signal),
    async *scan(signal) {
      yield* (await current()).scan(signal)
    },
    relabel: async (version, labels, signal) => (await current()).relabel(version, labels, signal),
    deleteVersions: async (versions, signal) => (await current()).deleteVersions(versions, signal),
    count: async (signal) => (await current()).count(signal),
    clear: async (signal) => (await current()).clear(signal),
    // Whoever opened the indexes closes them.
    close: async () => undefined,
  }
}
