import pino from 'pino'
import type { Log } from '../../ports/log.ts'

/** Events as JSON lines on the standard error stream, so that standard output stays for results. */
export function createPinoLog(level: string): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ fd: 2, sync: true }),
  )
  const write =
    (name: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: Readonly<Record<string, unknown>> = {}) => {
      const { error, ...rest } = fields
      logger[name](error instanceof Error ? { ...rest, err: error } : { ...fields }, event)
    }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
