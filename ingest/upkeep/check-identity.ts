import { type EmbedderIdentity, refuseMismatch } from '../../src/domain/vectors/embedder-identity.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { GuardedEmbedder } from '../../src/ports/guarded-embedder.ts'
import type { VectorIndexes } from '../../src/ports/vector-index.ts'

/**
 * Makes sure that the index holds vectors of the configured embedder only, and notes its identity
 * when the index is new.
 * @throws LorekeepError `embedder-mismatch`
 */
export async function checkIdentity(
  registry: DocumentRegistry,
  embedder: GuardedEmbedder,
  indexes: VectorIndexes,
  signal: AbortSignal,
): Promise<EmbedderIdentity> {
  const current = await embedder.identity(signal)
  const stored = await registry.indexIdentity()
  if (stored === undefined) {
    await indexes.open(indexes.firstCollection, current.dimension).clear(signal)
    await registry.setIndexIdentity({ ...current, collection: indexes.firstCollection })
    return current
  }
  refuseMismatch(stored, current)
  await noteTokens(registry, current)
  await nameCollection(registry, indexes)
  return current
}

/** Says what the token vectors of the index are made with from now on; those made before with something else are no longer used. */
export async function noteTokens(registry: DocumentRegistry, current: EmbedderIdentity): Promise<void> {
  const stored = await registry.indexIdentity()
  if (stored === undefined || stored.tokens === current.tokens) return
  await registry.setIndexIdentity({ ...current, collection: stored.collection })
}

/** Indexes of the first version did not say what their collection is called. */
export async function nameCollection(registry: DocumentRegistry, indexes: VectorIndexes): Promise<void> {
  const stored = await registry.indexIdentity()
  if (stored?.collection === '') await registry.setIndexIdentity({ ...stored, collection: indexes.firstCollection })
}
