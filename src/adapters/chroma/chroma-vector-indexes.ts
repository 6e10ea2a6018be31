import type { VectorIndex, VectorIndexes } from '../../ports/vector-index.ts'
import { type ChromaVectorIndexOptions, createChromaVectorIndex } from './chroma-vector-index.ts'

export interface ChromaVectorIndexesOptions extends Omit<ChromaVectorIndexOptions, 'collectionName' | 'dimension'> {
  readonly firstCollection: string
}

/** The collections of one installation in a Chroma server. A collection is opened once and shared. */
export function createChromaVectorIndexes(
  options: ChromaVectorIndexesOptions,
): Omit<VectorIndexes, 'live'> & { close(): Promise<void> } {
  const opened = new Map<string, VectorIndex>()

  function open(collectionName: string, dimension: number): VectorIndex {
    const key = `${collectionName}:${dimension}`
    const known = opened.get(key) ?? createChromaVectorIndex({ ...options, collectionName, dimension })
    opened.set(key, known)
    return known
  }

  return {
    firstCollection: options.firstCollection,
    open,
    async drop(collection, signal) {
      // The dimension is of no matter: nothing is written.
      const index = createChromaVectorIndex({ ...options, collectionName: collection, dimension: 1 })
      await index.clear(signal)
      await index.close()
      for (const key of opened.keys()) if (key.startsWith(`${collection}:`)) opened.delete(key)
    },
    async close() {
      for (const index of opened.values()) await index.close()
    },
  }
}
