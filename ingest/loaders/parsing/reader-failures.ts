import type { LorekeepError } from '../../../src/domain/errors.ts'
import { unreadable } from '../unreadable.ts'
import type { Lateness } from './deadline.ts'

// What to say of a file that brought down the process that read it.

const splitHint = 'Split the document, or check where it came from: files made to exhaust a reader behave like this.'
const crashHint =
  'Leave it out, or save it again with the program it came from, and report it. Other files are not affected.'

export function tookTooLong(path: string, lateness: Lateness, afterMs: number): LorekeepError {
  const reasons = {
    'whole': `took longer than ${seconds(afterMs)} to read`,
    'since-progress': `was not read any further for ${seconds(afterMs)}`,
    'total': `took longer than ${seconds(afterMs)} to read in all`,
  } as const satisfies Record<Lateness, string>
  return unreadable(path, reasons[lateness], splitHint)
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
    return unreadable(
      path,
      'was not read to the end: the system stopped its reader, as it does for want of memory',
      hint,
    )
  }
  return unreadable(path, `made the reader crash (${signal ?? `exit code ${code}`})`, crashHint, lastWords)
}

function seconds(ms: number): string {
  return ms < 120_000 ? `${ms / 1000} seconds` : `${Math.round(ms / 60_000)} minutes`
}
