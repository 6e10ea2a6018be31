import type { Language } from '../../domain/language.ts'
import { tagOf } from './texts.ts'

/** Milliseconds as seconds with one decimal, two below a tenth of a second. */
export function secondsText(milliseconds: number, language: Language): string {
  const digits = milliseconds < 100 ? 2 : 1
  return (milliseconds / 1000).toLocaleString(tagOf(language), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}
