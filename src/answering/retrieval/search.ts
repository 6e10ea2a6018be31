import { readableLabels } from '../../domain/access/principal.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import { joinNeighbours, neighboursOf, type Stretch } from './join-neighbours.ts'
import type { Retrieve } from './retrieve.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'

/** How many passages beyond those asked for are looked at, since some become part of others. */
const mostReserve = 20

/** Retrieval for people to read: what was found, with what stands around it. */
export function createSearch(parts: {
  readonly retrieve: Retrieve
  readonly registry: Pick<DocumentRegistry, 'labelsInUse' | 'passages' | 'extracted'>
}): Retrieve {
  return async (question, principal, filters, limit, signal) => {
    const found = await parts.retrieve(question, principal, filters, limit + Math.min(limit, mostReserve), signal)
    const labels = readableLabels(principal, await parts.registry.labelsInUse())
    const ids = [...new Set([...found.map(({ chunkId }) => chunkId), ...found.flatMap(neighboursOf)])]
    const around = await parts.registry.passages(ids, labels)
    const stretches = joinNeighbours(found, new Map(around.map((passage) => [passage.chunkId, passage])))
    return Promise.all(stretches.slice(0, limit).map(asPassage))
  }

  async function asPassage({ found, ...stretch }: Stretch<RetrievedPassage>): Promise<RetrievedPassage> {
    if (stretch.start === found.start && stretch.end === found.end) return found
    const extracted = await parts.registry.extracted(found.documentId, found.version)
    // A version that went meanwhile has no text any more.
    if (extracted === undefined) return found
    return { ...found, ...stretch, text: extracted.text.slice(stretch.start, stretch.end) }
  }
}
