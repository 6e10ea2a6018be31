/**
 * What a clock on the wall shows at a point in time, as the ms since the epoch at which a clock in UTC shows the same.
 * So the day and the month of a place are had by the arithmetic of UTC.
 */
export type WallClock = (at: number) => number

export const utc: WallClock = (at) => at

/** The wall clock of a time zone such as `Asia/Shanghai`. @throws RangeError for a zone that does not exist */
export function wallClockIn(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  if (format.resolvedOptions().timeZone === 'UTC') return utc
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
    return shown + (at - Math.floor(at / 1000) * 1000)
  }
}

export function isTimeZone(name: string): boolean {
  try {
    wallClockIn(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
