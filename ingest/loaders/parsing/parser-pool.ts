import { LorekeepError } from '../../../src/domain/errors.ts'
import type { CountingRules } from '../../../src/privacy/count-values.ts'
import { fingerprintFile, type FileFingerprint } from './fingerprint-file.ts'
import type { ParsedDocument } from './parse-file.ts'
import type { ParseRequest } from './parse-protocol.ts'
import { ParserProcess, type ParserProcessOptions } from './parser-process.ts'
import { createTurns } from './turns.ts'
import type { UnpackedContainer } from './unpack-file.ts'

export type { FileFingerprint } from './fingerprint-file.ts'
export type { ParsedDocument } from './parse-file.ts'
export type { UnpackedContainer } from './unpack-file.ts'

export interface ParserPoolOptions extends ParserProcessOptions {
  /** How many files are read at the same time. */
  readonly size: number
  /** After how many files a process is replaced, in case its libraries keep something of each. */
  readonly filesPerProcess?: number
  /** How long a process that has nothing to do is kept. */
  readonly idleMs?: number
}

/** Reads files in processes of their own, so that no file can hold up or bring down the service. */
export interface ParserPool {
  /**
   * The SHA-256 and size of a file, so that an unchanged one need not be parsed. Needs no process: nothing
   * looks into the bytes.
   * @throws LorekeepError `document-unreadable`, `cancelled`, `rate-limited`
   */
  fingerprint(absolutePath: string, signal?: AbortSignal): Promise<FileFingerprint>
  /**
   * Loads a file. One that takes too long, needs too much memory or crashes its reader fails by itself; its
   * process is replaced.
   * @param path what messages call the file; its extension tells the format
   * @param counting which sensitive values are counted
   * @throws LorekeepError `document-unreadable`, `too-large`, `unsupported-media-type`, `cancelled`,
   *   `rate-limited` when too many files are waiting already
   */
  parse(absolutePath: string, path: string, counting: CountingRules, signal?: AbortSignal): Promise<ParsedDocument>
  /**
   * Writes the files that an archive or a mail holds into a folder, which the caller removes, also
   * after a failure: what was written until then is left there.
   * @param path what messages call the file; its extension tells the format
   * @param folder an empty folder
   * @throws LorekeepError as `parse`
   */
  unpack(absolutePath: string, path: string, folder: string, signal?: AbortSignal): Promise<UnpackedContainer>
  /** Ends all processes; whatever is being read or waits is cancelled. */
  close(): Promise<void>
}

const maxWaiting = 256
const usualFilesPerProcess = 500
const usualIdleMs = 30_000
/** Beyond this share of what a process may hold, the next file is better read by a fresh one. */
const wornShare = 0.5

/** Processes start when they are first needed, and end when they have had nothing to do for a while. */
export function createParserPool(options: ParserPoolOptions): ParserPool {
  const { size, memoryMb, filesPerProcess = usualFilesPerProcess, idleMs = usualIdleMs } = options
  const turns = createTurns(size, maxWaiting)
  /** Two processes that recognise pages at once would need more than a gigabyte. */
  const heavyTurns = createTurns(1, size)
  /** How many files each process has read. */
  const processes = new Map<ParserProcess, number>()
  const idle = new Map<ParserProcess, NodeJS.Timeout>()

  function handle(request: ParseRequest, signal?: AbortSignal) {
    return turns.take(async (own) => {
      const process = takeIdle() ?? new ParserProcess(options, heavyTurns)
      processes.set(process, (processes.get(process) ?? 0) + 1)
      try {
        return await process.handle(request, own)
      } finally {
        giveBack(process)
      }
    }, signal)
  }

  function takeIdle(): ParserProcess | undefined {
    // The last one first, so that those that are not needed end.
    for (const [process, timer] of [...idle].toReversed()) {
      clearTimeout(timer)
      idle.delete(process)
      if (process.usable) return process
      processes.delete(process)
    }
    return undefined
  }

  function giveBack(process: ParserProcess): void {
    const isWorn =
      (processes.get(process) ?? 0) >= filesPerProcess || process.residentBytes > wornShare * memoryMb * 2 ** 20
    if (!process.usable || isWorn) return end(process)
    idle.set(process, setTimeout(() => end(process), idleMs).unref())
  }

  function end(process: ParserProcess): void {
    clearTimeout(idle.get(process))
    idle.delete(process)
    void process.stop().finally(() => processes.delete(process))
  }

  return {
    fingerprint: (absolutePath, signal) => turns.take((own) => fingerprintFile(absolutePath, own), signal),
    async parse(absolutePath, path, counting, signal) {
      const result = await handle({ kind: 'parse', absolutePath, path, counting }, signal)
      if ('blocks' in result) return result
      throw outOfTurn()
    },
    async unpack(absolutePath, path, folder, signal) {
      const result = await handle({ kind: 'unpack', absolutePath, path, folder }, signal)
      if ('files' in result) return result
      throw outOfTurn()
    },
    async close() {
      turns.close()
      heavyTurns.close()
      for (const timer of idle.values()) clearTimeout(timer)
      await Promise.all([...processes.keys()].map((process) => process.stop()))
    },
  }
}

function outOfTurn(): LorekeepError {
  return new LorekeepError('internal', 'The parse worker answered a question that was not asked.')
}
