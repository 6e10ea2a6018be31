import type { Language } from '../../domain/language.ts'
import { tagOf } from './texts.ts'

const units = [
  ['day', 24 * 60 * 60 * 1000],
  ['hour', 60 * 60 * 1000],
  ['minute', 60 * 1000],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[]

/** How long ago something was, for people: `3 hours ago`, `3小时前`; below a minute in seconds. */
export function ageText(milliseconds: number, language: Language): string {
  const format = new Intl.RelativeTimeFormat(tagOf(language))
  const [unit, size] = units.find(([, ms]) => milliseconds >= ms) ?? (['second', 1000] as const)
  return format.format(-Math.floor(milliseconds / size), unit)
}
