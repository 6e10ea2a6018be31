import { readableTokensOf } from '../../domain/vectors/embedder-identity.ts'
import type { TokenVectors } from '../../domain/vectors/token-vectors.ts'
import type { TokenVectorStore } from '../../ports/token-vector-store.ts'
import type { MemoryLibrary } from './memory-library.ts'

/** Token vectors for as long as the process lasts. */
export function createMemoryTokenVectorStore(library: MemoryLibrary): TokenVectorStore {
  const { tokenVectors } = library
  return {
    of: async (chunkIds) => {
      const madeWith = library.identity && readableTokensOf(library.identity)
      const stored = tokenVectors.get(madeWith ?? '')
      const found = new Map<string, TokenVectors>()
      for (const chunkId of chunkIds) {
        const tokens = stored?.get(library.chunks.get(chunkId)?.entry.embeddingHash ?? '')
        if (tokens !== undefined) found.set(chunkId, tokens)
      }
      return found
    },

    put: async (records) => {
      for (const { madeWith, embeddingHash, tokens } of records) {
        const stored = tokenVectors.get(madeWith) ?? new Map<string, TokenVectors>()
        tokenVectors.set(madeWith, stored.set(embeddingHash, tokens))
      }
    },

    known: async (madeWith, embeddingHashes) =>
      new Set(embeddingHashes.filter((hash) => tokenVectors.get(madeWith)?.has(hash))),

    missing: async (madeWith) => {
      const counts = new Map<string, number>()
      for (const { documentId, entry } of library.chunks.values()) {
        if (entry.embeddingHash === '' || tokenVectors.get(madeWith)?.has(entry.embeddingHash)) continue
        counts.set(documentId, (counts.get(documentId) ?? 0) + 1)
      }
      return counts
    },

    leftOver: async (inUse) => leftOver(inUse).length,

    sweep: async (inUse) => {
      for (const [madeWith, hash] of leftOver(inUse)) tokenVectors.get(madeWith)?.delete(hash)
    },
  }

  function leftOver(inUse: readonly string[]): readonly (readonly [madeWith: string, hash: string])[] {
    const entries = [...library.documents.values(), ...library.hidden.values()].flatMap((shelved) => shelved.entries)
    const hashes = new Set(entries.map(({ embeddingHash }) => embeddingHash))
    return [...tokenVectors].flatMap(([madeWith, stored]) =>
      [...stored.keys()]
        .filter((hash) => !inUse.includes(madeWith) || !hashes.has(hash))
        .map((hash) => [madeWith, hash] as const),
    )
  }
}
