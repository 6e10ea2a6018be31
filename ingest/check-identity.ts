import { LorekeepError } from '../src/domain/errors.ts'
import type { DocumentRegistry } from '../src/ports/document-registry.ts'
import type { Embedder, EmbedderIdentity } from '../src/ports/embedder.ts'
import type { VectorIndex } from '../src/ports/vector-index.ts'

/**
 * Makes sure that the index holds vectors of the configured embedder only, and notes its identity
 * when the index is new.
 * @throws LorekeepError `embedder-mismatch`
 */
export async function checkIdentity(
  registry: DocumentRegistry,
  embedder: Embedder,
  vectors: VectorIndex,
  signal: AbortSignal,
): Promise<EmbedderIdentity> {
  const current = await embedder.identity(signal)
  const stored = await registry.indexIdentity()
  if (stored === undefined) {
    await vectors.clear(signal)
    await registry.setIndexIdentity(current)
    return current
  }
  refuseMismatch(stored, current)
  return current
}

/** @throws LorekeepError `embedder-mismatch` when vectors of one cannot be compared with the other's */
export function refuseMismatch(stored: EmbedderIdentity, current: EmbedderIdentity): void {
  if (stored.id === current.id && stored.dimension === current.dimension) return
  throw new LorekeepError(
    'embedder-mismatch',
    `The index was built with ${describe(stored)}, but ${describe(current)} is configured.`,
    { hint: 'Run "lorekeep reindex" to build the index with the configured model, or go back to the former one.' },
  )
}

function describe(identity: EmbedderIdentity): string {
  return `${identity.id} (${identity.dimension} dimensions)`
}
