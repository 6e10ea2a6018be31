import { randomUUID } from 'node:crypto'
import { mkdir, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { ProcessLock } from '../../ports/process-lock.ts'
import { abortable, cancellation, indexClosed } from './abortable.ts'
import { answersAt } from './heartbeat.ts'
import { createLeases, type Leases } from './leases.ts'
import { findFreePort } from './loopback-port.ts'
import { identityOf, isCertain, isRunning } from './process-identity.ts'
import { stopServer } from './server-process.ts'
import { readServerRecord, removeServerRecord, type ServerRecord, urlOf } from './server-record.ts'
import { startServer } from './start-server.ts'

/**
 * The Chroma server of a data directory, run by us. All processes of a machine that work on the
 * directory share it: the first one starts it, the last one stops it, and whoever finds it dead
 * starts it again. It listens on the loopback address only.
 */
export interface EmbeddedChroma {
  /** Where the server keeps its data. */
  readonly folder: string
  /**
   * The address of a server that answered just now. Ask again whenever a connection fails: the
   * server, and with it the port, may be new.
   * @throws LorekeepError `index-unavailable` when it does not start, `data-damaged` when it cannot
   *   read its data, `cancelled` when the caller gave up (it starts all the same)
   */
  url(signal?: AbortSignal): Promise<string>
  /** Looks after the server until `release`, so that a long-running service finds it alive. */
  watch(): void
  /** Says that this user is done, for good. Stops the server when nobody else needs it. */
  release(): Promise<void>
}

/** How long things may take, in ms. */
export interface EmbeddedChromaLimits {
  /** From spawning the server to its first answer; a cold disk needs some seconds. */
  readonly startMs: number
  /** One heartbeat. */
  readonly answerMs: number
  /** How long a server that runs may stay silent before it is replaced. */
  readonly silenceMs: number
  /** From asking the server to end to killing it. */
  readonly stopMs: number
  /** Waiting for another process that starts or stops the server. */
  readonly lockMs: number
  /** Between two looks of `watch`; doubled after each failure, up to `watchMaxMs`. */
  readonly watchMs: number
  readonly watchMaxMs: number
}

export interface EmbeddedChromaOptions {
  /** The data directory; the server's data goes into `chroma` in it. */
  readonly dataDir: string
  /** Path of `cli.mjs` of the `chromadb` package. */
  readonly cliPath: string
  /** The Node.js executable; the one that runs us by default. */
  readonly nodePath?: string
  /** Shared by all processes that work on the data directory. */
  readonly lock: ProcessLock
  readonly log: Log
  readonly clock: Clock
  readonly limits?: Partial<EmbeddedChromaLimits>
  /** Proposes a port for the server. */
  readonly findPort?: () => Promise<number>
}

const defaultLimits: EmbeddedChromaLimits = {
  startMs: 60_000,
  answerMs: 2_000,
  silenceMs: 10_000,
  stopMs: 5_000,
  lockMs: 90_000,
  watchMs: 5_000,
  watchMaxMs: 60_000,
}

const lockName = 'chroma'
const pollMs = 20

export function createEmbeddedChroma(options: EmbeddedChromaOptions): EmbeddedChroma {
  const { cliPath, lock, log, clock } = options
  const nodePath = options.nodePath ?? process.execPath
  const findPort = options.findPort ?? findFreePort
  const limits = { ...defaultLimits, ...options.limits }
  const folder = resolve(options.dataDir, 'chroma')
  const holder = randomUUID()

  let server: ServerRecord | undefined
  let leases: Leases | undefined
  let home = folder
  let pending: Promise<string> | undefined
  let released: Promise<void> | undefined
  let nextLook: NodeJS.Timeout | undefined

  async function ensure(): Promise<string> {
    if (server === undefined || !(await isStillOurs(server)) || !(await answersAt(urlOf(server), limits.answerMs))) {
      server = await underLock(findOrStart)
    }
    return urlOf(server)
  }

  async function isStillOurs(known: ServerRecord): Promise<boolean> {
    if (!isRunning(known) || !(await leases?.held())) return false
    return (await readServerRecord(known.folder))?.token === known.token
  }

  async function findOrStart(): Promise<ServerRecord> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    home = await realpath(folder)
    leases ??= createLeases(join(home, 'leases'), identityOf(process.pid) ?? { pid: process.pid }, holder)
    await leases.take()
    const recorded = await readServerRecord(home)
    if (recorded !== undefined && (await comesToAnswer(recorded))) {
      if (recorded.token !== server?.token) log.info('chroma.found', { pid: recorded.pid, port: recorded.port })
      return recorded
    }
    await stopIfOurs(recorded)
    await stopIfOurs(server)
    return startServer({ nodePath, cliPath, folder: home, findPort, limits, log, clock })
  }

  /** It may just be starting, on behalf of a process that died meanwhile, or be very busy. */
  async function comesToAnswer(recorded: ServerRecord): Promise<boolean> {
    const deadline = clock() + limits.silenceMs
    while (isRunning(recorded)) {
      if (await answersAt(urlOf(recorded), limits.answerMs)) return true
      if (clock() >= deadline) return false
      await sleep(pollMs)
    }
    return false
  }

  async function stopIfOurs(known: ServerRecord | undefined): Promise<void> {
    if (known === undefined || !isRunning(known)) return
    if (!isCertain(known) && !(await answersAt(urlOf(known), limits.answerMs))) return
    await stopServer(known, limits.stopMs)
    log.info('chroma.stopped', { pid: known.pid })
  }

  async function underLock<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await lock.hold(lockName, limits.lockMs, work)
    } catch (error) {
      throw withMeaning(error, folder)
    }
  }

  async function letGo(): Promise<void> {
    clearTimeout(nextLook)
    await Promise.allSettled([pending])
    const ours = leases
    if (ours === undefined) return
    await underLock(async () => {
      await ours.drop()
      if ((await ours.count()) > 0) return
      await stopIfOurs(await readServerRecord(home))
      await stopIfOurs(server)
      await removeServerRecord(home)
    })
  }

  function url(signal?: AbortSignal): Promise<string> {
    if (released !== undefined) return Promise.reject(indexClosed())
    if (signal?.aborted) return Promise.reject(cancellation(signal))
    pending ??= ensure().finally(() => (pending = undefined))
    return abortable(pending, signal)
  }

  async function look(waitMs: number): Promise<void> {
    let next = limits.watchMs
    try {
      await url()
    } catch (error) {
      if (!(error instanceof LorekeepError)) throw error
      if (released !== undefined) return
      next = Math.min(waitMs * 2, limits.watchMaxMs)
      log.warn('chroma.unavailable', { code: error.code, message: error.message, nextLookMs: next })
    }
    lookIn(next)
  }

  function lookIn(waitMs: number): void {
    if (released === undefined) nextLook = setTimeout(() => void look(waitMs), waitMs).unref()
  }

  return {
    folder,
    url,
    watch() {
      if (nextLook === undefined) lookIn(limits.watchMs)
    },
    release() {
      released ??= letGo()
      return released
    },
  }
}

/** What the lock and the file system throw, in terms of the index. */
function withMeaning(error: unknown, folder: string): unknown {
  if (error instanceof LorekeepError && error.code === 'conflict') {
    return new LorekeepError('index-unavailable', 'Another process has been starting the Chroma server for too long.', {
      hint: 'Look for Lorekeep processes that hang, end them, and try again.',
      cause: error,
    })
  }
  if (typeof error === 'object' && error !== null && 'syscall' in error) {
    return new LorekeepError('index-unavailable', `The folder "${folder}" cannot be used: ${messageOf(error)}.`, {
      hint: 'Let the user that runs Lorekeep write to DATA_DIR, and check that its disk has space left.',
      cause: error,
    })
  }
  return error
}
