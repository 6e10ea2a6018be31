import { parseSchedule } from '../../ingest/schedule/schedule.ts'
import type { Lorekeep } from '../compose.ts'
import { LorekeepError, messageOf } from '../domain/errors.ts'
import { createApp } from '../http/app.ts'
import { listen } from '../http/listen.ts'

/** A process that answers requests. */
export interface AnsweringRequests {
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves pages and API, and takes up batches, so that these give way to the questions that come to the same process.
 * @param exposition what was counted, for Prometheus; of this process where nothing is given
 * @throws LorekeepError `port-in-use`, `bad-configuration`
 */
export async function answerRequests(
  lorekeep: Lorekeep,
  exposition: () => string | Promise<string> = () => lorekeep.meter.exposition(),
): Promise<AnsweringRequests> {
  const { environment, installation } = lorekeep
  const app = createApp({
    ...lorekeep,
    exposition,
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
  const batches = lorekeep.batches.watch()
  return {
    url: listening.url,
    async close() {
      stopping.abort(new LorekeepError('cancelled', 'The service was stopped.'))
      // Streams that follow a run end with it, and do not hold up the end of the service.
      await lorekeep.sourceRuns.close()
      await listening.close()
      await Promise.allSettled([warmed, rerankerReady, batches.close()])
    },
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
