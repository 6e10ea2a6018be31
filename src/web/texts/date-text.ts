import type { Language } from '../../domain/language.ts'
import { tagOf } from './texts.ts'

/** A day as people write it, from `YYYY-MM-DD`; anything else as it is. */
export function dateText(day: string, language: Language): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(date.getTime())) return day
  return new Intl.DateTimeFormat(tagOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(date)
}
