import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'
import { textPortions } from '../../../domain/text/text-portions.ts'
import type { Log } from '../../../ports/log.ts'
import type { ModelReply, ModelRequest, ModelTask } from './model-protocol.ts'
import { cancelled, throwIfUnwanted } from './while-wanted.ts'

export interface ThreadOptions {
  /** How many threads may work at once; 0 or none: two, or one on a machine with one core. */
  readonly threads?: number | undefined
  /** How long a thread whose model is loaded may take to end before it is stopped, 10 s when not given. */
  readonly endLimitMs?: number
  readonly log: Log
}

export interface ModelThreadsOptions extends ThreadOptions {
  /** A built file that calls `serveModel`. */
  readonly workerPath: string
  /** What errors call it. */
  readonly model: 'embedding model' | 'rerank model'
  /** How many portions of texts may wait; what comes beyond is refused. */
  readonly mostWaitingJobs: number
}

type Purpose = 'query' | 'document'

/** A few texts on their way through a worker. */
interface Job<Task, Result> {
  readonly id: number
  readonly purpose: Purpose
  readonly task: Task
  readonly resolve: (results: readonly Result[]) => void
  readonly reject: (error: LorekeepError) => void
  attempts: number
}

/** A thread with the jobs it was given, and the time limits of these and of its start. */
interface ModelThread<Task, Result> {
  readonly worker: Worker
  readonly jobs: Map<number, Job<Task, Result>>
  readonly timers: Map<number, NodeJS.Timeout>
  ready: boolean
}

/** The start of a thread among its time limits; jobs count from 1. */
const start = 0

const usualThreads = 2
/** Portions are small, so that work can be shared out, overtaken and dropped. */
const textsPerJob = { query: 8, document: 16 } as const
const charactersPerJob = 20_000
/** How many jobs a thread holds at once. Queries overtake documents there, so a document job never blocks one. */
const jobsPerThread = { query: 4, document: 1 } as const
const mostAttempts = 2
const timeLimitMs = 5 * 60 * 1000
const heapLimitMb = 1024
const usualEndLimitMs = 10_000

/**
 * Threads with a model each, started when they are needed: one for a little work, more for much. Waiting work is bounded,
 * each piece of it has a time limit, and a thread that dies is replaced and its work tried once more.
 */
export class ModelThreads<Setup, Task extends ModelTask, Result> {
  readonly #options: ModelThreadsOptions
  readonly #loadSetup: (signal: AbortSignal | undefined) => Promise<Setup>
  readonly #mostThreads: number
  readonly #threads = new Set<ModelThread<Task, Result>>()
  readonly #waiting: Record<Purpose, Job<Task, Result>[]> = { query: [], document: [] }
  readonly #unfinished = new Set<Promise<unknown>>()
  #setup: Setup | undefined
  #nextId = start + 1
  #failedStarts = 0
  #closed = false

  /** @param loadSetup asked before any work is taken on; has to know by itself when it was asked before */
  constructor(options: ModelThreadsOptions, loadSetup: (signal: AbortSignal | undefined) => Promise<Setup>) {
    this.#options = options
    this.#loadSetup = loadSetup
    const wanted = options.threads ?? 0
    this.#mostThreads = wanted > 0 ? wanted : Math.min(usualThreads, availableParallelism())
  }

  /**
   * What is wanted of each text, in order.
   * @throws LorekeepError `model-unavailable`, `model-timeout`, `model-answer-invalid`, `cancelled`
   */
  run(task: Task, purpose: Purpose, signal?: AbortSignal): Promise<readonly Result[]> {
    const work = this.#runInJobs(task, purpose, signal)
    this.#unfinished.add(work)
    void work.catch(() => {}).finally(() => this.#unfinished.delete(work))
    return work
  }

  /** Takes no more work, finishes what it has, and ends the threads. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.allSettled(this.#unfinished)
    const { endLimitMs = usualEndLimitMs } = this.#options
    await Promise.all([...this.#threads].map(({ worker, ready }) => end(worker, ready, endLimitMs)))
  }

  async #runInJobs(task: Task, purpose: Purpose, signal: AbortSignal | undefined): Promise<readonly Result[]> {
    throwIfUnwanted(signal)
    if (this.#closed) throw this.#unavailable('it is closed')
    if (task.texts.length === 0) return []
    this.#setup = await this.#loadSetup(signal)
    throwIfUnwanted(signal)
    const parts = textPortions(task.texts, { texts: textsPerJob[purpose], characters: charactersPerJob })
    if (this.#waiting[purpose].length + parts.length > this.#options.mostWaitingJobs) {
      throw this.#unavailable('too much is waiting already')
    }
    const jobs = parts.map((texts) => this.#enqueue({ ...task, texts }, purpose))
    const giveUp = (): void => jobs.forEach(({ id }) => this.#drop(id, cancelled(signal)))
    signal?.addEventListener('abort', giveUp, { once: true })
    try {
      return (await Promise.all(jobs.map(({ results }) => results))).flat()
    } catch (error) {
      giveUp()
      throw error
    } finally {
      signal?.removeEventListener('abort', giveUp)
    }
  }

  #enqueue(task: Task, purpose: Purpose) {
    const id = this.#nextId++
    const results = new Promise<readonly Result[]>((resolve, reject) => {
      this.#waiting[purpose].push({ id, purpose, task, resolve, reject, attempts: 0 })
    })
    this.#assign()
    return { id, results }
  }

  /** Gives waiting jobs to threads with room. When some must wait, one more thread is started, if it may. */
  #assign(): void {
    for (const purpose of ['query', 'document'] as const) {
      for (let job = this.#waiting[purpose][0]; job !== undefined; job = this.#waiting[purpose][0]) {
        const thread = this.#threadWithRoom(purpose)
        if (thread === undefined) break
        this.#waiting[purpose].shift()
        this.#give(thread, job)
      }
    }
    const threads = [...this.#threads]
    const someWait = this.#waiting.query.length + this.#waiting.document.length > 0
    const mayStart = threads.length < this.#mostThreads && threads.every(({ ready }) => ready)
    if (someWait && mayStart && (threads.length === 0 || this.#failedStarts === 0)) this.#start()
  }

  #threadWithRoom(purpose: Purpose): ModelThread<Task, Result> | undefined {
    const load = ({ jobs }: ModelThread<Task, Result>): number =>
      [...jobs.values()].filter((job) => job.purpose === purpose).length
    return [...this.#threads]
      .filter((thread) => thread.ready && load(thread) < jobsPerThread[purpose])
      .sort((a, b) => load(a) - load(b) || a.jobs.size - b.jobs.size)[0]
  }

  #start(): void {
    const worker = new Worker(this.#options.workerPath, {
      workerData: this.#setup,
      resourceLimits: { maxOldGenerationSizeMb: heapLimitMb },
    })
    const thread: ModelThread<Task, Result> = { worker, jobs: new Map(), timers: new Map(), ready: false }
    this.#threads.add(thread)
    this.#limitTime(thread, start)
    worker.on('message', (reply: ModelReply<Result>) => this.#receive(thread, reply))
    worker.on('error', (error) => this.#lose(thread, messageOf(error), error))
    worker.on('exit', (code) => this.#lose(thread, `its thread ended with code ${code}`))
  }

  #give(thread: ModelThread<Task, Result>, job: Job<Task, Result>): void {
    const { id, task, purpose } = job
    job.attempts++
    thread.jobs.set(id, job)
    this.#limitTime(thread, id)
    thread.worker.ref()
    post(thread.worker, { type: 'work', id, urgent: purpose === 'query', task })
  }

  #receive(thread: ModelThread<Task, Result>, reply: ModelReply<Result>): void {
    if (reply.type === 'ready') {
      thread.ready = true
      this.#failedStarts = 0
      this.#take(thread, start)
    } else {
      const job = this.#take(thread, reply.id)
      if (reply.type === 'done') job?.resolve(reply.results)
      else job?.reject(new LorekeepError(reply.code, reply.message))
    }
    this.#assign()
  }

  /** The job is no longer the thread's. A thread without any does not keep the process alive. */
  #take(thread: ModelThread<Task, Result>, id: number): Job<Task, Result> | undefined {
    const job = thread.jobs.get(id)
    thread.jobs.delete(id)
    clearTimeout(thread.timers.get(id))
    thread.timers.delete(id)
    if (thread.timers.size === 0) thread.worker.unref()
    return job
  }

  #drop(id: number, error: LorekeepError): void {
    for (const queue of Object.values(this.#waiting)) {
      const place = queue.findIndex((job) => job.id === id)
      if (place >= 0) queue.splice(place, 1)[0]?.reject(error)
    }
    for (const thread of this.#threads) {
      if (!thread.jobs.has(id)) continue
      post(thread.worker, { type: 'cancel', id })
      this.#take(thread, id)?.reject(error)
      this.#assign()
    }
  }

  #limitTime(thread: ModelThread<Task, Result>, id: number): void {
    const expire = (): void => {
      const job = this.#take(thread, id)
      job?.reject(
        new LorekeepError('model-timeout', `The ${this.#options.model} did not answer within ${timeLimitMs} ms.`),
      )
      this.#lose(thread, 'it did not answer in time')
      void thread.worker.terminate()
    }
    thread.timers.set(id, setTimeout(expire, timeLimitMs))
  }

  /** Its jobs get one more attempt on another thread, ahead of what waits. */
  #lose(thread: ModelThread<Task, Result>, problem: string, cause?: unknown): void {
    if (!this.#threads.delete(thread)) return
    this.#take(thread, start)
    if (this.#closed && thread.jobs.size === 0) return
    this.#options.log.warn('model-thread.lost', { model: this.#options.model, problem, jobs: thread.jobs.size })
    for (const job of [...thread.jobs.values()].toReversed()) {
      this.#take(thread, job.id)
      if (job.attempts < mostAttempts) this.#waiting[job.purpose].unshift(job)
      else job.reject(this.#unavailable(problem, cause))
    }
    if (!thread.ready && ++this.#failedStarts >= mostAttempts && this.#threads.size === 0) {
      this.#failedStarts = 0
      for (const job of Object.values(this.#waiting).flatMap((queue) => queue.splice(0))) {
        job.reject(this.#unavailable(problem, cause))
      }
    }
    this.#assign()
  }

  #unavailable(problem: string, cause?: unknown): LorekeepError {
    return new LorekeepError('model-unavailable', `The ${this.#options.model} cannot be used: ${problem}.`, {
      hint: 'Run "lorekeep doctor" to see what is wrong.',
      cause,
    })
  }
}

/**
 * Lets a thread end by itself, which takes as long as one text or window of it. One that is loading its model is waited
 * for, as long as it may take to start: onnxruntime aborts the whole process when a thread is stopped in the middle of that.
 */
async function end(worker: Worker, isLoaded: boolean, limitMs: number): Promise<void> {
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const loaded = new Promise<void>((resolve) => (isLoaded ? resolve() : worker.once('message', () => resolve())))
  worker.ref()
  post(worker, { type: 'end' })
  await Promise.race([loaded, ended])
  const limit = setTimeout(() => void worker.terminate(), limitMs)
  await ended
  clearTimeout(limit)
}

function post<Task extends ModelTask>(worker: Worker, request: ModelRequest<Task>): void {
  worker.postMessage(request, [])
}
