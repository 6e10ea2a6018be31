import { LorekeepError } from '../../../src/domain/errors.ts'
import type { FileFingerprint, ParsedDocument } from './parse-file.ts'
import type { ParseRequest } from './parse-protocol.ts'
import type { UnpackedContainer } from './unpack-file.ts'
import { cancelled, ParserThread, type ParserThreadOptions } from './parser-thread.ts'

export type { FileFingerprint, ParsedDocument } from './parse-file.ts'
export type { UnpackedContainer } from './unpack-file.ts'

export interface ParserPoolOptions extends ParserThreadOptions {
  /** How many files are read at the same time. */
  readonly size: number
}

/** Reads files in threads of their own, so that no file can hold up or bring down the service. */
export interface ParserPool {
  /**
   * The SHA-256 and size of a file, so that an unchanged one need not be parsed.
   * @throws LorekeepError `document-unreadable`, `cancelled`, `rate-limited`
   */
  fingerprint(absolutePath: string, signal?: AbortSignal): Promise<FileFingerprint>
  /**
   * Loads a file. One that takes too long or too much memory fails by itself; its thread is replaced.
   * @param path what messages call the file; its extension tells the format
   * @throws LorekeepError `document-unreadable`, `too-large`, `unsupported-media-type`, `cancelled`,
   *   `rate-limited` when too many files are waiting already
   */
  parse(absolutePath: string, path: string, signal?: AbortSignal): Promise<ParsedDocument>
  /**
   * Writes the files that an archive or a mail holds into a folder, which the caller removes, also
   * after a failure: what was written until then is left there.
   * @param path what messages call the file; its extension tells the format
   * @param folder an empty folder
   * @throws LorekeepError as `parse`
   */
  unpack(absolutePath: string, path: string, folder: string, signal?: AbortSignal): Promise<UnpackedContainer>
  /** Stops all threads; whatever is being read or waits is cancelled. */
  close(): Promise<void>
}

const maxWaiting = 256

interface Job {
  readonly start: (thread: ParserThread) => void
  readonly cancel: () => void
}

/** Threads start when they are first needed and stay until `close`. */
export function createParserPool(options: ParserPoolOptions): ParserPool {
  const threads = new Set<ParserThread>()
  const idle: ParserThread[] = []
  const waiting: Job[] = []
  let closed = false

  async function handle(request: ParseRequest, signal?: AbortSignal) {
    const thread = await freeThread(signal)
    try {
      return await thread.handle(request, signal)
    } finally {
      giveBack(thread)
    }
  }

  function freeThread(signal?: AbortSignal): Promise<ParserThread> {
    return new Promise((resolve, reject) => {
      if (closed || signal?.aborted) return reject(cancelled())
      const thread = takeIdle() ?? (threads.size < options.size ? addThread() : undefined)
      if (thread) return resolve(thread)
      if (waiting.length >= maxWaiting) return reject(tooManyWaiting())
      const job: Job = {
        start(free) {
          signal?.removeEventListener('abort', job.cancel)
          resolve(free)
        },
        cancel() {
          signal?.removeEventListener('abort', job.cancel)
          waiting.splice(waiting.indexOf(job), 1)
          reject(cancelled())
        },
      }
      signal?.addEventListener('abort', job.cancel)
      waiting.push(job)
    })
  }

  function takeIdle(): ParserThread | undefined {
    for (let thread = idle.pop(); thread; thread = idle.pop()) {
      if (thread.usable) return thread
      threads.delete(thread)
    }
    return undefined
  }

  function addThread(): ParserThread {
    const thread = new ParserThread(options)
    threads.add(thread)
    return thread
  }

  function giveBack(used: ParserThread): void {
    if (!used.usable) threads.delete(used)
    const next = closed ? undefined : waiting.shift()
    if (next) next.start(used.usable ? used : addThread())
    else if (used.usable) idle.push(used)
  }

  return {
    fingerprint: (absolutePath, signal) => handle({ kind: 'fingerprint', absolutePath }, signal),
    async parse(absolutePath, path, signal) {
      const result = await handle({ kind: 'parse', absolutePath, path }, signal)
      if ('blocks' in result) return result
      throw new LorekeepError('internal', 'The parse worker answered a question that was not asked.')
    },
    async unpack(absolutePath, path, folder, signal) {
      const result = await handle({ kind: 'unpack', absolutePath, path, folder }, signal)
      if ('files' in result) return result
      throw new LorekeepError('internal', 'The parse worker answered a question that was not asked.')
    },
    async close() {
      closed = true
      for (const job of waiting.slice()) job.cancel()
      await Promise.all([...threads].map((thread) => thread.stop()))
    },
  }
}

function tooManyWaiting(): LorekeepError {
  return new LorekeepError('rate-limited', `More than ${maxWaiting} files are waiting to be read.`, {
    hint: 'Hand over fewer files at a time.',
  })
}
