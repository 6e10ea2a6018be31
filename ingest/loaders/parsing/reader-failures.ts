import { LorekeepError } from '../../../src/domain/errors.ts'
import { errorCodeOf } from '../error-code.ts'
import { unreadable, unreadableNow } from '../unreadable.ts'
import type { Lateness } from './deadline.ts'

// What to say when a file brought down its reader, or the reader did not come to it.

const splitHint = 'Split the document, or check where it came from: files made to exhaust a reader behave like this.'
const crashHint =
  'Leave it out, or save it again with the program it came from, and report it. Other files are not affected.'

/** A busy machine is slow as well: the next run may have the time for it. */
export function tookTooLong(path: string, lateness: Lateness, afterMs: number): LorekeepError {
  const reasons = {
    'whole': `took longer than ${seconds(afterMs)} to read`,
    'since-progress': `was not read any further for ${seconds(afterMs)}`,
    'total': `took longer than ${seconds(afterMs)} to read in all`,
  } as const satisfies Record<Lateness, string>
  return unreadableNow(path, reasons[lateness], splitHint)
}

export function tooMuchMemory(path: string, memoryMb: number): LorekeepError {
  return unreadable(path, `needs more than ${memoryMb} MB of memory to read`, splitHint)
}

/** How a process ended by itself, and the last that it wrote to standard error. */
export interface Crash {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly lastWords: string
}

export function crashed(path: string, { code, signal, lastWords }: Crash, memoryMb: number): LorekeepError {
  // V8 and the C++ runtime end a process that gets no more memory by SIGABRT.
  if (/out of memory|heap limit|bad_alloc|cannot allocate/i.test(lastWords)) return tooMuchMemory(path, memoryMb)
  if (signal === 'SIGKILL') {
    const hint = 'See that the machine has memory to spare, then run the ingest again.'
    return unreadableNow(
      path,
      'was not read to the end: the system stopped its reader, as it does for want of memory',
      hint,
    )
  }
  return unreadable(path, `made the reader crash (${signal ?? `exit code ${code}`})`, crashHint, lastWords)
}

/** What a loader threw that did not expect to: it is the file that it could not cope with. */
export function unexpected(path: string, error: unknown): LorekeepError {
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    const hint = 'Check where it came from, or save it again in a simpler form.'
    return unreadable(path, 'is nested too deeply', hint, error)
  }
  if (isTooMuch(error)) return unreadable(path, 'needs more memory to read than a program may use', splitHint, error)
  const hint = 'Save it again with the program it came from. If that does not help, keep the file and report it.'
  return unreadable(path, 'is not built as its format demands', hint, error)
}

/** A worker that ends before it says that it is ready, for reasons that no file can have. */
export function workerBroken(workerPath: string, cause: unknown): LorekeepError {
  return new LorekeepError('internal', `The parse worker ${workerPath} does not start.`, {
    hint: 'Run "npm run build" and look at the first error it prints.',
    cause,
  })
}

export function noProcess(error: unknown): LorekeepError {
  const code = errorCodeOf(error) ?? 'unknown reason'
  return new LorekeepError('internal', `The system lets no process start that reads files (${code}).`, {
    hint: 'See that it has memory, processes and open files to spare (ulimit -u, ulimit -n).',
    cause: error,
  })
}

/** What Node throws where a string or an array would be larger than it can be. */
function isTooMuch(error: unknown): boolean {
  return (
    errorCodeOf(error) === 'ERR_STRING_TOO_LONG' ||
    (error instanceof RangeError && /invalid (?:string|array|typed array|map|set)|allocation/i.test(error.message))
  )
}

function seconds(ms: number): string {
  return ms < 120_000 ? `${ms / 1000} seconds` : `${Math.round(ms / 60_000)} minutes`
}
