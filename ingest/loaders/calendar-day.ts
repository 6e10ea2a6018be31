const dayPattern = /^\s*(\d{4}-\d{2}-\d{2})(?!\d)/

/** The day that an ISO 8601 date begins with, `YYYY-MM-DD`; undefined for anything else. */
export function calendarDay(date: string): string | undefined {
  const day = dayPattern.exec(date)?.[1]
  if (day === undefined) return undefined
  const time = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(time.valueOf()) && time.toISOString().startsWith(day) ? day : undefined
}
