import cluster, { type Worker } from 'node:cluster'
import { setTimeout as pause } from 'node:timers/promises'
import type { PrometheusMeter } from '../adapters/system/prometheus-meter.ts'
import { LorekeepError, messageOf } from '../domain/errors.ts'
import type { Log } from '../ports/log.ts'
import type { AnsweringRequests } from './answer-requests.ts'
import type { FromAnswering, ToAnswering } from './process-messages.ts'

/** How long one that ended is left before another takes its place; doubled while they keep ending. */
const firstPauseMs = 500
const longestPauseMs = 30_000
/** One that lived so long did not end of how it was started. */
const soundMs = 60_000
/** How long they have to end, with the questions that they have. */
const endWithinMs = 20_000

/** One of the processes, from its start to its end. */
interface AnsweringProcess {
  readonly worker: Worker
  readonly startedAt: number
  readonly listening: Promise<string>
  readonly ended: Promise<{ readonly code: number | null; readonly killedBy: string | null }>
}

/**
 * Starts processes that answer requests on one port, by the same command line as this one, and another for each that
 * ends. What they count is added up here.
 * @returns once they listen
 * @param signal gives them up as long as they do not listen
 * @throws LorekeepError what keeps the first one from listening
 */
export async function startAnsweringProcesses(
  count: number,
  meter: PrometheusMeter,
  log: Log,
  signal: AbortSignal,
): Promise<AnsweringRequests> {
  const stopping = new AbortController()
  const running = new Set<AnsweringProcess>()
  let isUp = false

  function start(): AnsweringProcess {
    const worker = cluster.fork()
    const ended = new Promise<Awaited<AnsweringProcess['ended']>>((resolve) => {
      worker.once('exit', (code, killedBy) => resolve({ code, killedBy }))
      worker.on('error', (error) => {
        log.error('service.process-unreachable', { pid: worker.process.pid, reason: messageOf(error) })
        // One that the system has not let begin will not exit either.
        if (worker.process.pid === undefined) resolve({ code: null, killedBy: null })
      })
    })
    worker.on('message', (message: FromAnswering) => gather(worker, message))
    const started = { worker, startedAt: performance.now(), listening: listeningOf(worker, ended), ended }
    running.add(started)
    void ended.then(() => running.delete(started))
    return started
  }

  function gather(worker: Worker, message: FromAnswering): void {
    if (message.type === 'counted') meter.add(message.counts)
    // What the first one says is thrown.
    if (message.type === 'failed' && isUp) {
      const { code, message: reason, hint } = message
      log.error('service.process-failed', {
        pid: worker.process.pid,
        code,
        reason,
        ...(hint !== undefined && { hint }),
      })
    }
    if (message.type !== 'exposition-wanted' || !worker.isConnected()) return
    // It may just have died, which is told of by its end.
    worker.send({ exposition: meter.exposition() } satisfies ToAnswering, () => undefined)
  }

  /** Puts another one in the place of each that ends. */
  async function keepGoing(first: AnsweringProcess): Promise<void> {
    let pauseMs = firstPauseMs
    for (let process = first; ; process = start()) {
      // One that does not come so far is told of by its end.
      process.listening.catch(() => undefined)
      const { code, killedBy } = await process.ended
      if (stopping.signal.aborted) return
      log.error('service.process-ended', { pid: process.worker.process.pid, code, killedBy })
      if (performance.now() - process.startedAt > soundMs) pauseMs = firstPauseMs
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
  }

  async function close(): Promise<void> {
    stopping.abort()
    for (const { worker } of running) worker.process.kill('SIGTERM')
    const late = setTimeout(() => {
      for (const { worker } of running) worker.process.kill('SIGKILL')
    }, endWithinMs)
    await Promise.all([...running].map(({ ended }) => ended))
    clearTimeout(late)
  }

  const first = start()
  const url = await unlessAborted(first.listening, signal).catch(async (error: unknown) => {
    await close()
    throw error
  })
  isUp = true
  const all = [first, ...Array.from({ length: count - 1 }, start)]
  const kept = Promise.all(all.map(keepGoing))
  await unlessAborted(Promise.allSettled(all.map(({ listening }) => listening)), signal).catch(() => undefined)
  return {
    url,
    async close() {
      await close()
      await kept
    },
  }
}

/** What a promise gives; or the reason of the signal, where that comes first. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    const give = () => reject(signal.reason as Error)
    if (signal.aborted) give()
    else signal.addEventListener('abort', give, { once: true })
  })
  return Promise.race([promise, aborted])
}

/** Where a process listens, once it does. */
function listeningOf(worker: Worker, ended: AnsweringProcess['ended']): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromAnswering) => {
      if (message.type === 'listening') resolve(message.url)
      if (message.type !== 'failed') return
      const { code, message: what, hint } = message
      reject(new LorekeepError(code, what, hint === undefined ? {} : { hint }))
    })
    void ended.then(({ code, killedBy }) => {
      reject(
        new LorekeepError('internal', `A process of the service ended with ${killedBy ?? code} before it listened.`, {
          hint: 'What it wrote stands above.',
        }),
      )
    })
  })
}
