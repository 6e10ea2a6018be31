import type { ReadableLabels } from '../../domain/access/access-label.ts'
import type { SearchFilters } from '../../domain/documents/passage.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { VectorHit, VectorIndex } from '../../ports/vector-index.ts'

/**
 * How many neighbours are looked at before the index is given the conditions: with sixty asked for, enough where the
 * caller may read a fifth of what there is. Chroma Cloud gives no more at once.
 */
const lookedAt = 300

export interface WantedVectors {
  readonly limit: number
  readonly labels: ReadableLabels
  readonly filters: SearchFilters
}

/**
 * The nearest chunks that the caller may read and that pass the filters, best first: those of published versions among
 * the nearest of all, and only where they are too few does the index search by the conditions. The chunks are the same
 * either way. A condition makes the index go through all of its records, while the registry looks up a few hundred ids
 * in a few ms; of what it does not name, not even the id goes any further.
 */
export async function searchVectors(
  parts: { readonly vectors: VectorIndex; readonly registry: Pick<DocumentRegistry, 'readableAmong'> },
  vector: Float32Array,
  { limit, labels, filters }: WantedVectors,
  signal: AbortSignal,
): Promise<readonly VectorHit[]> {
  if (labels.all && Object.keys(filters).length === 0)
    return parts.vectors.search(vector, limit, labels, filters, signal)
  const depth = Math.max(limit, lookedAt)
  const nearest = await parts.vectors.search(vector, depth, { all: true }, {}, signal)
  const ids = nearest.map(({ chunkId }) => chunkId)
  const readable = await parts.registry.readableAmong(ids, labels, filters)
  const found = nearest.filter(({ chunkId }) => readable.has(chunkId)).slice(0, limit)
  if (found.length === limit || nearest.length < depth) return found
  return parts.vectors.search(vector, limit, labels, filters, signal)
}
