import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import { tokensMadeWith } from '../../src/domain/vectors/embedder-identity.ts'
import type { TokenVectorStore } from '../../src/ports/token-vector-store.ts'
import type { VectorIndexes } from '../../src/ports/vector-index.ts'
import { indexedLabels } from '../store.ts'

export interface SweepParts {
  readonly registry: DocumentRegistry
  readonly indexes: VectorIndexes
  readonly tokenVectors: TokenVectorStore
}

const versionsAtOnce = 100

/**
 * Finishes what earlier work left over: deletes vectors of versions that readers no longer see, or
 * that were never published because a run was killed, token vectors that no chunk has, writes labels that changed, and drops indexes
 * that another one took the place of. Only to be called while holding the ingest lock.
 */
export async function sweep({ registry, indexes, tokenVectors }: SweepParts, signal: AbortSignal): Promise<void> {
  const vectors = indexes.live
  const retired = await registry.retiredVersions()
  for (let from = 0; from < retired.length; from += versionsAtOnce) {
    const batch = retired.slice(from, from + versionsAtOnce)
    signal.throwIfAborted()
    await vectors.deleteVersions(batch, signal)
    await registry.vectorsDeleted(batch)
  }
  await tokenVectors.sweep(await tokensInUse(registry))
  for (const document of await registry.staleLabels()) {
    signal.throwIfAborted()
    await vectors.relabel(document.version, indexedLabels(document), signal)
    await registry.labelsWritten(document.id)
  }
  for (const { collection } of await registry.retiredCollections()) {
    signal.throwIfAborted()
    await indexes.drop(collection, signal)
    await registry.collectionDropped(collection)
  }
}

/** What the token vectors of the live index are made with, and those of one being built. */
export async function tokensInUse(registry: DocumentRegistry): Promise<readonly string[]> {
  const identities = [await registry.indexIdentity(), await registry.indexBeingBuilt()]
  return identities.flatMap((identity) => (identity === undefined ? [] : (tokensMadeWith(identity) ?? [])))
}
