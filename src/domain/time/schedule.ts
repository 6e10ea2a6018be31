export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export type Weekday = (typeof weekdays)[number]

/** Some hours of some days, as a clock on a wall of the time zone shows them. */
export interface OpenHours {
  readonly days: readonly Weekday[]
  /** `HH:MM`, inclusive. */
  readonly from: string
  /** `HH:MM`, exclusive, and `24:00` for the end of the day; not after `from` for hours that end on the next day. */
  readonly to: string
}

export interface Schedule {
  /** As IANA names it. */
  readonly timeZone: string
  readonly hours: readonly OpenHours[]
}

/** Whether a time, in ms since the epoch, lies within one of the schedule's hours. */
export function isOpen({ timeZone, hours }: Schedule, at: number): boolean {
  const { day, time } = wallClock(timeZone, at)
  const dayBefore = weekdays[(weekdays.indexOf(day) + 6) % 7] ?? day
  return hours.some(({ days, from, to }) => {
    if (from < to) return days.includes(day) && time >= from && time < to
    return (days.includes(day) && time >= from) || (days.includes(dayBefore) && time < to)
  })
}

/** Making one takes longer than all else about a route. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}

function wallClock(timeZone: string, at: number): { readonly day: Weekday; readonly time: string } {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const name = (parts.get('weekday') ?? '').toLowerCase()
  return {
    day: weekdays.find((weekday) => name.startsWith(weekday)) ?? 'mon',
    time: `${parts.get('hour') ?? ''}:${parts.get('minute') ?? ''}`,
  }
}
