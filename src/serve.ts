import { existsSync } from 'node:fs'
import { placeInSource } from '../ingest/places/place-in-source.ts'
import { resolveSource } from '../ingest/sources/resolve-source.ts'
import { parseSchedule } from '../ingest/schedule/schedule.ts'
import { type RunSource, scheduleSources } from '../ingest/schedule/schedule-sources.ts'
import { LorekeepError, messageOf } from './domain/errors.ts'
import type { IngestEvent } from './domain/ingest/ingest-report.ts'
import { sweepConversations } from './answering/conversation/sweep-conversations.ts'
import type { Lorekeep } from './compose.ts'
import { createApp } from './http/app.ts'
import { listen } from './http/listen.ts'

const samplesSource = 'samples'

/** A running service. */
export interface Service {
  readonly url: string
  /** The page, signed in; good once. */
  readonly signInLink: string
  /** Done when the sample documents are in, where they are wanted. */
  readonly samplesReady: Promise<void>
  close(): Promise<void>
}

/**
 * Serves pages and API, keeps the vector index alive, and reads the sample documents into an
 * installation that has none of its own.
 */
export async function serve(lorekeep: Lorekeep, onIngest: (event: IngestEvent) => void): Promise<Service> {
  const { environment, installation } = lorekeep
  const app = createApp({
    ...lorekeep,
    nextRun: ({ schedule }) =>
      schedule === undefined ? undefined : parseSchedule(schedule).nextAfter(lorekeep.clock()),
    settings: {
      adminToken: lorekeep.adminToken,
      sessionHours: environment.sessionHours,
      isSecure: environment.tls !== undefined,
      webFolder: installation.webFolder,
      version: installation.version,
    },
  })
  const listening = await listen(app, environment)
  const stopping = new AbortController()
  lorekeep.watchVectors()
  lorekeep.watchWarnings()
  const rerankerReady = prepareReranker(lorekeep, stopping.signal)
  const warmed = lorekeep.warmCache()
  const samplesReady = ingestSamples(lorekeep, onIngest, stopping.signal)
  const sealing = lorekeep.sealEarlierTexts(stopping.signal)
  const sweep = sweepConversations({ ...lorekeep, days: environment.conversationDays })
  const batches = lorekeep.batches.watch()
  const scheduler = scheduleSources({ ...lorekeep, runSource: createRunSource(lorekeep) })
  return {
    url: listening.url,
    signInLink: `${listening.url}/sign-in?token=${await lorekeep.signIn.issueLinkToken()}`,
    samplesReady,
    async close() {
      stopping.abort(new LorekeepError('cancelled', 'The service was stopped.'))
      // Streams that follow a run end with it, and do not hold up the end of the service.
      await lorekeep.sourceRuns.close()
      await listening.close()
      await Promise.allSettled([
        warmed,
        samplesReady,
        rerankerReady,
        scheduler.close(),
        sweep.close(),
        batches.close(),
        sealing,
      ])
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

/** Loads a rerank model that runs here, so that the first question need not do without it. */
async function prepareReranker({ reranker, log }: Lorekeep, signal: AbortSignal): Promise<void> {
  try {
    await reranker?.prepare?.(signal)
  } catch (error) {
    // Searches go on without it, and say so each time; their answers come from late interaction.
    log.warn('rerank-model.not-ready', { reason: messageOf(error) })
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
