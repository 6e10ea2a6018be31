import { resolvePlace } from './find.ts'
import type { Ingest, IngestParts } from './ingest.ts'
import type { IngestEvent, IngestReport } from '../src/domain/ingest-report.ts'

export type Reindex = (
  actor: string,
  onEvent: (event: IngestEvent) => void,
  signal: AbortSignal,
) => Promise<readonly IngestReport[]>

/**
 * Empties the index and ingests every source again, with the embedder that is configured now. While
 * it runs, only what has been read again can be found. A source whose folder is missing stops the
 * run before anything is emptied.
 */
export function createReindex(
  parts: Pick<IngestParts, 'registry' | 'vectors' | 'embedder' | 'lock'>,
  ingest: Ingest,
): Reindex {
  return async (actor, onEvent, signal) => {
    const sources = await parts.registry.sources()
    await Promise.all(sources.map(({ root }) => resolvePlace(root)))
    const identity = await parts.embedder.identity(signal)
    await parts.lock.hold('ingest', 10_000, async () => {
      await parts.registry.clear()
      await parts.vectors.clear(signal)
      await parts.registry.setIndexIdentity(identity)
    })
    const reports: IngestReport[] = []
    for (const source of sources) {
      reports.push(await ingest({ source, places: [source.root], actor }, onEvent, signal))
    }
    return reports
  }
}
