import { existsSync } from 'node:fs'
import { placeInSource } from '../../ingest/places/place-in-source.ts'
import { type RunSource, scheduleSources } from '../../ingest/schedule/schedule-sources.ts'
import { resolveSource } from '../../ingest/sources/resolve-source.ts'
import { sweepConversations } from '../answering/conversation/sweep-conversations.ts'
import type { Lorekeep } from '../compose.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { IngestEvent } from '../domain/ingest/ingest-report.ts'

const samplesSource = 'samples'

/** What a service does on its own account. */
export interface BackgroundWork {
  /** Done when the sample documents are in, where they are wanted. */
  readonly samplesReady: Promise<void>
  close(): Promise<void>
}

/**
 * Reads sources when their schedule says so, lets conversations expire, seals what earlier versions left open, and reads
 * the sample documents into an installation that has none of its own. Once for a service, of however many processes.
 */
export function startBackgroundWork(lorekeep: Lorekeep, onIngest: (event: IngestEvent) => void): BackgroundWork {
  const stopping = new AbortController()
  const samplesReady = ingestSamples(lorekeep, onIngest, stopping.signal)
  const sealing = lorekeep.sealEarlierTexts(stopping.signal)
  const sweep = sweepConversations({ ...lorekeep, days: lorekeep.environment.conversationDays })
  const scheduler = scheduleSources({ ...lorekeep, runSource: createRunSource(lorekeep) })
  return {
    samplesReady,
    async close() {
      stopping.abort(new LorekeepError('cancelled', 'The service was stopped.'))
      await Promise.allSettled([samplesReady, sealing, sweep.close(), scheduler.close()])
    },
  }
}

/** Ingests all of a known source on behalf of the service. */
function createRunSource({ registry, sourceRuns }: Lorekeep): RunSource {
  return async (name, trigger, signal) => {
    const { source, place } = await placeInSource({ name }, await registry.sources())
    return sourceRuns.ingestAs(trigger)(
      { source, isKnown: true, places: [place], actor: 'system' },
      () => undefined,
      signal,
    )
  }
}

async function ingestSamples(
  lorekeep: Lorekeep,
  onIngest: (event: IngestEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const { environment, installation, registry, sourceRuns } = lorekeep
  if (!environment.sampleDocuments || !existsSync(installation.sampleDocuments)) return
  const known = await registry.sources()
  if (known.length > 0 && !known.some(({ name }) => name === samplesSource)) return
  const { source, place } = await resolveSource({ path: installation.sampleDocuments, name: samplesSource }, known)
  await sourceRuns.ingestAs('start')({ source, places: [place], actor: 'system' }, onIngest, signal)
}
