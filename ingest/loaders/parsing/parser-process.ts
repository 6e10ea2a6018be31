import { type ChildProcess, fork } from 'node:child_process'
import { Socket } from 'node:net'
import { constants, getPriority, setPriority } from 'node:os'
import type { Readable } from 'node:stream'
import { LorekeepError } from '../../../src/domain/errors.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import type { ParseReply, ParseRequest, PlainFailure, TurnGiven } from './parse-protocol.ts'
import { crashed, noProcess, tookTooLong, tooMuchMemory, workerBroken } from './reader-failures.ts'
import { cancelled, type Turns } from './turns.ts'

export interface ParserProcessOptions {
  /** The built worker, `dist/ingest/loaders/parsing/parse-worker.js`. */
  readonly workerPath: string
  /** How long a file may go without a sign of progress; in all it may take sixty times as long. */
  readonly timeoutMs: number
  /** How much memory one process may hold, whatever for. */
  readonly memoryMb: number
}

type Outcome = Extract<ParseReply, { readonly kind: 'done' }>['result']

/** What does not end a request. */
type Sign = Extract<ParseReply, { readonly kind: 'progress' | 'turn-wanted' | 'turn-over' }>

const startTimeoutMs = 30_000
/** A process that the system cannot end, say because it waits for a network share, is not waited for longer. */
const stopTimeoutMs = 5000
/** What a process holds beside its heap: program, libraries, the file itself. */
const besideHeapMb = 160
/**
 * How far a parser stands back behind questions, in steps of `nice`: beside busy threads it still gets a
 * quarter of a core, for with less a large document would not be read within its time.
 */
const stepBack = 5
const wordsKept = 4000

/**
 * One worker process that handles one request at a time. After a failure of the process itself it is of
 * no more use. It does not outlive the process that started it, nor does it keep that one from ending.
 */
export class ParserProcess {
  readonly #options: ParserProcessOptions
  readonly #heavyTurns: Turns
  readonly #child: ChildProcess
  readonly #gone: Promise<void>
  readonly #ready: Promise<unknown>
  #usable = true
  #residentBytes = 0
  /** The end of what it wrote to standard error, which tells why it died. */
  #lastWords = ''
  /** The file that is being read. */
  #path: string | undefined
  /** Fails whatever is being waited for. */
  #fail: (error: LorekeepError) => void = () => undefined

  /** @param heavyTurns shared by all processes of which only one at a time may do what takes much memory */
  constructor(options: ParserProcessOptions, heavyTurns: Turns) {
    this.#options = options
    this.#heavyTurns = heavyTurns
    this.#child = start(options)
    this.#gone = new Promise((resolve) => {
      if (this.#isStarted) this.#child.once('close', () => resolve())
      else resolve()
    })
    this.#child.once('close', () => (this.#usable = false))
    if (this.#isStarted) this.#readPipes()
    this.#ready = this.#started()
    this.#ready.catch(() => (this.#usable = false))
  }

  /** Without an id there is no process, no pipe, and nothing to kill: killing it all the same would hit ourselves. */
  get #isStarted(): boolean {
    return this.#child.pid !== undefined
  }

  /** Whether the process can take another request. */
  get usable(): boolean {
    return this.#usable
  }

  /** How much memory the process held a moment ago. */
  get residentBytes(): number {
    return this.#residentBytes
  }

  /**
   * @throws LorekeepError what the worker reported; `document-unreadable` when the file exhausted or
   *   crashed the process; `cancelled`; `internal` when the worker itself cannot start
   */
  async handle(request: ParseRequest, signal?: AbortSignal): Promise<Outcome> {
    await this.#ready
    const { path } = request
    const { timeoutMs, memoryMb } = this.#options
    const deadline = startDeadline(timeoutMs, (lateness, afterMs) => this.#end(tookTooLong(path, lateness, afterMs)))
    const turn = this.#heavyTurn(deadline)
    const onAbort = () => this.#end(cancelled())
    signal?.addEventListener('abort', onAbort)
    this.#path = path
    try {
      const reply = await this.#next({
        send: () => (signal?.aborted ? onAbort() : this.#child.send(request)),
        onSign: (sign) => {
          if (sign === 'progress') deadline.progress()
          else if (sign === 'turn-wanted') turn.want()
          else turn.giveBack()
        },
        onClose: (code, killedBy) => crashed(path, { code, signal: killedBy, lastWords: this.#lastWords }, memoryMb),
      })
      if (reply.kind === 'done') return reply.result
      if (reply.kind === 'failed') throw asError(reply.failure)
      throw new LorekeepError('internal', 'The parse worker answered out of turn.')
    } finally {
      this.#path = undefined
      turn.close()
      deadline.clear()
      signal?.removeEventListener('abort', onAbort)
    }
  }

  /** The turns that one request takes, one after another. None outlives it. */
  #heavyTurn(deadline: Deadline) {
    const over = new AbortController()
    let giveBack: (() => void) | undefined
    return {
      /** Asking again before the turn is over changes nothing: a process must not come to wait for itself. */
      want: () => {
        if (giveBack !== undefined) return
        const isOver = new Promise<void>((resolve) => (giveBack = resolve))
        deadline.pause()
        const work = async () => {
          if (over.signal.aborted) return
          deadline.resume()
          this.#child.send({ kind: 'turn' } satisfies TurnGiven)
          await isOver
        }
        this.#heavyTurns.take(work, over.signal).catch((error: unknown) => {
          if (!over.signal.aborted) this.#end(error instanceof LorekeepError ? error : noProcess(error))
        })
      },
      giveBack: () => {
        giveBack?.()
        giveBack = undefined
      },
      close: () => {
        over.abort()
        giveBack?.()
      },
    }
  }

  /** Ends the process and waits until it is gone; a request that it is working on is cancelled. */
  async stop(): Promise<void> {
    this.#end(cancelled())
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, stopTimeoutMs)
    })
    await Promise.race([this.#gone, tooLate])
    clearTimeout(timer)
  }

  #end(error: LorekeepError): void {
    this.#usable = false
    this.#fail(error)
    if (this.#isStarted) this.#child.kill('SIGKILL')
  }

  /** Both pipes are read at all times, or the process would come to wait for its reader. */
  #readPipes(): void {
    const [, , words, , memory] = this.#child.stdio as readonly (Readable | null | undefined)[]
    words?.on('data', (piece: Buffer) => {
      this.#lastWords = (this.#lastWords + piece.toString('latin1')).slice(-wordsKept)
    })
    memory?.on('data', (piece: Buffer) => this.#noteMemory(Number(piece.toString('latin1').trim().split('\n').at(-1))))
  }

  #noteMemory(bytes: number): void {
    const { memoryMb } = this.#options
    this.#residentBytes = bytes
    if (this.#path !== undefined && bytes > memoryMb * 2 ** 20) this.#end(tooMuchMemory(this.#path, memoryMb))
  }

  async #started(): Promise<ParseReply> {
    const { workerPath } = this.#options
    // After the start an error is a broken channel, which a closed process follows.
    this.#child.on('error', (error) => this.#end(noProcess(error)))
    const timer = setTimeout(() => this.#end(workerBroken(workerPath, 'It took too long.')), startTimeoutMs)
    try {
      return await this.#next({ onClose: () => workerBroken(workerPath, this.#lastWords) })
    } finally {
      clearTimeout(timer)
    }
  }

  /** The worker's next message that is more than a sign, unless the process ends first. */
  #next(wait: {
    readonly send?: () => void
    readonly onSign?: (kind: Sign['kind']) => void
    readonly onClose: (code: number | null, signal: NodeJS.Signals | null) => LorekeepError
  }): Promise<ParseReply> {
    const child = this.#child
    return new Promise<ParseReply>((resolve, reject) => {
      const finish = (settle: () => void) => {
        child.off('message', onMessage).off('close', onClose)
        this.#fail = () => undefined
        settle()
      }
      const onMessage = (reply: ParseReply) => {
        if (isSign(reply)) wait.onSign?.(reply.kind)
        else finish(() => resolve(reply))
      }
      const onClose = (code: number | null, signal: NodeJS.Signals | null) => this.#fail(wait.onClose(code, signal))
      child.on('message', onMessage).on('close', onClose)
      this.#fail = (error) => finish(() => reject(error))
      wait.send?.()
    })
  }
}

function isSign(reply: ParseReply): reply is Sign {
  return reply.kind === 'progress' || reply.kind === 'turn-wanted' || reply.kind === 'turn-over'
}

function start({ workerPath, memoryMb }: ParserProcessOptions): ChildProcess {
  const heapMb = Math.max(memoryMb - besideHeapMb, Math.ceil(memoryMb / 2))
  const child = fork(workerPath, {
    serialization: 'advanced',
    // None of our variables: a library that a file takes over shall find no keys and passwords there.
    env: {},
    execArgv: [`--max-old-space-size=${heapMb}`, '--title=lorekeep-parser'],
    // What parsers print about a file is not for the operator's terminal.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
  })
  if (child.pid === undefined) return child
  // Threads inherit what their process has when they start, so this cannot wait. Questions go first.
  setPriority(child.pid, Math.min(getPriority() + stepBack, constants.priority.PRIORITY_LOW))
  child.unref()
  child.channel?.unref()
  for (const pipe of child.stdio) if (pipe instanceof Socket) pipe.unref()
  return child
}

function asError({ code, message, hint, retryable, cause }: PlainFailure): LorekeepError {
  return new LorekeepError(code, message, {
    retryable,
    ...(hint !== undefined && { hint }),
    ...(cause !== undefined && { cause }),
  })
}
