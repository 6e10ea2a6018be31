import { Worker } from 'node:worker_threads'
import { LorekeepError } from '../../../src/domain/errors.ts'
import { errorCodeOf } from '../error-code.ts'
import type { ParseReply, ParseRequest } from './parse-protocol.ts'
import { unreadable } from '../unreadable.ts'

export interface ParserThreadOptions {
  /** The built worker, `dist/ingest/loaders/parsing/parse-worker.js`. */
  readonly workerPath: string
  /** How long one file may take. */
  readonly timeoutMs: number
  /** How large the thread's heap may grow. */
  readonly memoryMb: number
}

type Outcome = Extract<ParseReply, { readonly kind: 'done' }>['result']

const startTimeoutMs = 30_000
const splitHint = 'Split the document, or check where it came from: files made to exhaust a reader behave like this.'

/** One worker thread that handles one request at a time. After a failure of the thread it is of no more use. */
export class ParserThread {
  readonly #options: ParserThreadOptions
  readonly #worker: Worker
  readonly #ready: Promise<void>
  #usable = true
  #stopping = false

  constructor(options: ParserThreadOptions) {
    this.#options = options
    this.#worker = new Worker(options.workerPath, {
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
      stdout: true,
      stderr: true,
    })
    // What parsers print about a file is not for the operator's terminal.
    this.#worker.stdout.resume()
    this.#worker.stderr.resume()
    this.#worker.on('error', () => (this.#usable = false))
    this.#worker.on('exit', () => (this.#usable = false))
    this.#ready = this.#started()
    this.#ready.catch(() => (this.#usable = false))
  }

  /** Whether the thread can take another request. */
  get usable(): boolean {
    return this.#usable
  }

  /**
   * @throws LorekeepError what the worker reported; `document-unreadable` when the file exhausted
   *   the thread; `cancelled`; `internal` when the worker itself cannot start
   */
  async handle(request: ParseRequest, signal?: AbortSignal): Promise<Outcome> {
    await this.#ready
    const name = 'path' in request ? request.path : request.absolutePath
    const { timeoutMs, memoryMb } = this.#options
    const reply = await this.#next({
      send: () => this.#worker.postMessage(request),
      timeoutMs,
      onTimeout: () => unreadable(name, `took longer than ${timeoutMs / 1000} seconds to read`, splitHint),
      onError: (error) =>
        isOutOfMemory(error)
          ? unreadable(name, `needs more than ${memoryMb} MB of memory to read`, splitHint, error)
          : unreadable(name, `made the reader fail: ${error.message}`, splitHint, error),
      ...(signal && { signal }),
    })
    if (reply.kind === 'done') return reply.result
    if (reply.kind === 'failed') throw asError(reply.failure)
    throw new LorekeepError('internal', 'The parse worker answered out of turn.')
  }

  /** Ends the thread; a request that it is working on is cancelled. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#usable = false
    await this.#worker.terminate()
  }

  async #started(): Promise<void> {
    const failed = (cause?: Error) =>
      new LorekeepError('internal', `The parse worker ${this.#options.workerPath} does not start.`, {
        hint: 'Run "npm run build" and look at the first error it prints.',
        cause,
      })
    await this.#next({ timeoutMs: startTimeoutMs, onTimeout: failed, onError: failed })
  }

  /** The worker's next message, unless something ends the worker first. */
  #next(wait: {
    readonly send?: () => void
    readonly timeoutMs: number
    readonly onTimeout: () => LorekeepError
    readonly onError: (error: Error) => LorekeepError
    readonly signal?: AbortSignal
  }): Promise<ParseReply> {
    const worker = this.#worker
    return new Promise<ParseReply>((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer)
        wait.signal?.removeEventListener('abort', onAbort)
        worker.off('message', onMessage).off('error', onError).off('exit', onExit)
        settle()
      }
      const end = (error: LorekeepError) => {
        this.#usable = false
        void worker.terminate()
        finish(() => reject(error))
      }
      const onMessage = (reply: ParseReply) => finish(() => resolve(reply))
      const onError = (error: Error) => end(wait.onError(error))
      const onExit = (code: number) =>
        end(this.#stopping ? cancelled() : wait.onError(new Error(`it stopped with code ${code}`)))
      const onAbort = () => end(cancelled())
      const timer = setTimeout(() => end(wait.onTimeout()), wait.timeoutMs)
      worker.on('message', onMessage).on('error', onError).on('exit', onExit)
      wait.signal?.addEventListener('abort', onAbort)
      if (wait.signal?.aborted) onAbort()
      else wait.send?.()
    })
  }
}

export function cancelled(): LorekeepError {
  return new LorekeepError('cancelled', 'Reading the document was cancelled.')
}

function isOutOfMemory(error: Error): boolean {
  return errorCodeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY'
}

function asError({ code, message, hint }: Extract<ParseReply, { readonly kind: 'failed' }>['failure']): LorekeepError {
  return new LorekeepError(code, message, hint === undefined ? {} : { hint })
}
