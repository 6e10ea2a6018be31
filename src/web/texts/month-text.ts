import type { Language } from '../../domain/language.ts'
import { tagOf } from './texts.ts'

/** A month as people write it, from `YYYY-MM`. */
export function monthText(month: string, language: Language): string {
  const date = new Date(`${month}-01T00:00:00Z`)
  return new Intl.DateTimeFormat(tagOf(language), { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(date)
}
