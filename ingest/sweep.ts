import type { DocumentRegistry } from '../src/ports/document-registry.ts'
import type { VectorIndex } from '../src/ports/vector-index.ts'
import { indexedLabels } from './store.ts'

const versionsAtOnce = 100

/**
 * Finishes what earlier work left over: deletes vectors of versions that readers no longer see, or
 * that were never published because a run was killed, and writes labels that changed. Only to be
 * called while holding the ingest lock.
 */
export async function sweep(registry: DocumentRegistry, vectors: VectorIndex, signal: AbortSignal): Promise<void> {
  const retired = await registry.retiredVersions()
  for (let from = 0; from < retired.length; from += versionsAtOnce) {
    const batch = retired.slice(from, from + versionsAtOnce)
    await vectors.deleteVersions(batch, signal)
    await registry.vectorsDeleted(batch)
  }
  for (const document of await registry.staleLabels()) {
    await vectors.relabel(document.version, indexedLabels(document), signal)
    await registry.labelsWritten(document.id)
  }
}
