import type { Worker } from 'node:cluster'
import { once } from 'node:events'
import type { PrometheusMeter } from '../adapters/system/prometheus-meter.ts'
import type { Lorekeep } from '../compose.ts'
import { LorekeepError } from '../domain/errors.ts'
import { answerRequests } from './answer-requests.ts'
import type { FromAnswering, ToAnswering } from './process-messages.ts'

/** How far behind the sums over all processes may be. */
const toldEveryMs = 1000
const answeredWithinMs = 5000

/**
 * Answers requests until the signal aborts, as one of several processes of a service (`answering-processes.ts`), and tells
 * the one that started it what was counted, and what kept it from listening.
 */
export async function runAnsweringProcess(worker: Worker, lorekeep: Lorekeep, signal: AbortSignal): Promise<void> {
  const counts = tellCounts(worker, lorekeep.meter)
  const alone = whenAlone(worker)
  try {
    const answering = await answerRequests(lorekeep, () => counts.expositionOfAll())
    tell(worker, { type: 'listening', url: answering.url })
    await Promise.race([signal.aborted || once(signal, 'abort'), alone])
    await answering.close()
  } catch (error) {
    if (!(error instanceof LorekeepError)) throw error
    const { code, message, hint } = error
    tell(worker, { type: 'failed', code, message, ...(hint !== undefined && { hint }) })
    process.exitCode = 1
  } finally {
    counts.close()
  }
}

/**
 * Resolves when the one that started this process has died. By itself it would end then in the middle of its answers,
 * whose calls nobody would book.
 */
async function whenAlone(worker: Worker): Promise<void> {
  worker.exitedAfterDisconnect = true
  if (worker.isConnected()) await once(worker, 'disconnect')
}

/** Tells what this process counts, little by little. */
function tellCounts(worker: Worker, meter: PrometheusMeter) {
  const tellNew = () => {
    const counts = meter.take()
    if (counts.length > 0) tell(worker, { type: 'counted', counts })
  }
  const timer = setInterval(tellNew, toldEveryMs)
  return {
    async expositionOfAll(): Promise<string> {
      tellNew()
      const told = once(worker, 'message', { signal: AbortSignal.timeout(answeredWithinMs) })
      tell(worker, { type: 'exposition-wanted' })
      const [{ exposition }] = (await told) as [ToAnswering]
      return exposition
    },
    close() {
      clearInterval(timer)
      tellNew()
    },
  }
}

/** The one that started this one may be gone; then nobody is there to be told. */
function tell(worker: Worker, message: FromAnswering): void {
  if (worker.isConnected()) worker.send(message, () => undefined)
}
