import type { Lorekeep } from '../compose.ts'
import type { IngestEvent } from '../domain/ingest/ingest-report.ts'
import { answerRequests } from './answer-requests.ts'
import { startAnsweringProcesses } from './answering-processes.ts'
import { startBackgroundWork } from './background-work.ts'

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
 * Serves pages and API in this process, or in as many others as the environment asks for, and does what a service does
 * on its own account.
 * @param signal gives up what has not begun yet
 * @throws LorekeepError `port-in-use`, `bad-configuration`
 */
export async function serve(
  lorekeep: Lorekeep,
  onIngest: (event: IngestEvent) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<Service> {
  const { serviceProcesses } = lorekeep.environment
  const answering =
    serviceProcesses === 1
      ? await answerRequests(lorekeep)
      : await startAnsweringProcesses(serviceProcesses, lorekeep.meter, lorekeep.log, signal)
  const linkToken = await lorekeep.signIn.issueLinkToken().catch(async (error: unknown) => {
    await answering.close()
    throw error
  })
  const background = startBackgroundWork(lorekeep, onIngest)
  return {
    url: answering.url,
    signInLink: `${answering.url}/sign-in?token=${linkToken}`,
    samplesReady: background.samplesReady,
    async close() {
      await Promise.all([answering.close(), background.close()])
    },
  }
}
