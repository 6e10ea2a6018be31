import { createPinoLog } from '../adapters/system/pino-log.ts'
import type { Lorekeep } from '../compose.ts'
import { readEnvironment } from '../config/environment.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { Installation } from '../installation.ts'

/** Puts Lorekeep together for one command, lets it run until Ctrl-C, and closes everything again. */
export async function withLorekeep<T>(
  installation: Installation,
  work: (lorekeep: Lorekeep, signal: AbortSignal) => Promise<T>,
  quietly = true,
): Promise<T> {
  const environment = readEnvironment(installation.root)
  const level = quietly && environment.logLevel === 'info' ? 'error' : environment.logLevel
  const log = createPinoLog(level)
  for (const name of environment.ignored)
    log.warn('configuration.ignored', { variable: name, note: 'This version does not use it.' })
  const { compose } = await import('../compose.ts')
  const lorekeep = await compose(environment, installation, log)
  const interrupted = new AbortController()
  const interrupt = () =>
    interrupted.abort(new LorekeepError('cancelled', 'Interrupted.', { hint: 'Run the command again to go on.' }))
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  try {
    return await work(lorekeep, interrupted.signal)
  } finally {
    process.removeListener('SIGINT', interrupt)
    process.removeListener('SIGTERM', interrupt)
    await lorekeep.close()
  }
}
