import { Cron } from 'croner'
import { LorekeepError, messageOf } from '../../src/domain/errors.ts'

/** When something is due again and again. */
export interface Schedule {
  /** The first time after a moment, both in ms since the epoch. */
  nextAfter(moment: number): number
}

/**
 * Reads a cron expression of five fields (minute, hour, day of month, month, day of week), in the
 * time zone of this process.
 * @throws LorekeepError `bad-arguments` for one that is wrong or never due
 */
export function parseSchedule(expression: string): Schedule {
  const cron = read(expression)
  const nextAfter = (moment: number) => cron.nextRun(new Date(moment))?.getTime()
  if (nextAfter(Date.now()) === undefined) throw wrong(expression, 'no such day ever comes')
  return { nextAfter: (moment) => nextAfter(moment) ?? Number.POSITIVE_INFINITY }
}

function read(expression: string): Cron {
  if (expression.trim().split(/\s+/).length !== 5) throw wrong(expression, 'it must have five fields')
  try {
    return new Cron(expression.trim(), { mode: '5-part' })
  } catch (error) {
    throw wrong(expression, messageOf(error).replace(/^CronPattern: /, ''), error)
  }
}

function wrong(expression: string, reason: string, cause?: unknown): LorekeepError {
  return new LorekeepError('bad-arguments', `"${expression}" is not a schedule: ${reason}.`, {
    hint: 'Give minute, hour, day of month, month and day of week: "0 2 * * *" is every night at two.',
    cause,
  })
}
