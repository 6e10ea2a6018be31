import type { Language } from '../../domain/language.ts'
import { tagOf } from './texts.ts'

/** A share (0…1) as whole percents. */
export function percentText(share: number, language: Language): string {
  return share.toLocaleString(tagOf(language), { style: 'percent', maximumFractionDigits: 0 })
}
