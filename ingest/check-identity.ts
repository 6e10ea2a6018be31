import { type EmbedderIdentity, refuseMismatch } from '../src/domain/embedder-identity.ts'
import type { DocumentRegistry } from '../src/ports/document-registry.ts'
import type { Embedder } from '../src/ports/embedder.ts'
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
