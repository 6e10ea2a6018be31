import { createPinoLog } from '../adapters/system/pino-log.ts'
import type { Lorekeep } from '../compose.ts'
import { readEnvironment } from '../config/environment.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { Installation } from '../installation.ts'

/** A second signal so soon after the first is the same wish; a later one is meant to end the process without waiting. */
const sameInterruptMs = 1000
/** As shells count it: 128 and the number of the signal. */
const interruptedExitCode = 130

export interface CommandTerms {
  /** Whether events beside the command's own output would be noise; they are, where nothing is said. */
  readonly isQuiet?: boolean
  /** Whether somebody else sees to it that the process ends, so that it never does so before it is done. */
  readonly isWatched?: boolean
}

/** Puts Lorekeep together for one command, lets it run until Ctrl-C, and closes everything again. */
export async function withLorekeep<T>(
  installation: Installation,
  work: (lorekeep: Lorekeep, signal: AbortSignal) => Promise<T>,
  { isQuiet = true, isWatched = false }: CommandTerms = {},
): Promise<T> {
  const environment = readEnvironment(installation.root)
  const level = isQuiet && environment.logLevel === 'info' ? 'error' : environment.logLevel
  const log = createPinoLog(level)
  for (const name of environment.ignored)
    log.warn('configuration.ignored', { variable: name, note: 'This version does not use it.' })
  const { compose } = await import('../compose.ts')
  const lorekeep = await compose(environment, installation, log)
  const interrupted = new AbortController()
  let interruptedAt = 0
  // It listens on after the first signal: npm sends Ctrl-C a second time, which would end the process at once.
  const interrupt = () => {
    if (!interrupted.signal.aborted) {
      interruptedAt = performance.now()
      interrupted.abort(new LorekeepError('cancelled', 'Interrupted.', { hint: 'Run the command again to go on.' }))
    } else if (!isWatched && performance.now() - interruptedAt > sameInterruptMs) process.exit(interruptedExitCode)
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  try {
    return await work(lorekeep, interrupted.signal)
  } finally {
    await lorekeep.close()
    process.removeListener('SIGINT', interrupt)
    process.removeListener('SIGTERM', interrupt)
  }
}
