import type { Language } from '../../domain/language.ts'
import { tagOf } from './texts.ts'

/**
 * An amount for people: two decimals, or two significant digits where that would read as nothing.
 *
 * @param micros millionths of the currency unit
 * @param currency an ISO 4217 code, or any other name, which is then written as it is
 */
export function moneyText(micros: number, currency: string, language: Language): string {
  const amount = micros / 1_000_000
  const digits =
    Math.abs(amount) >= 0.01 || micros === 0
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { maximumSignificantDigits: 2 }
  if (!/^[A-Z]{3}$/.test(currency)) return `${amount.toLocaleString(tagOf(language), digits)} ${currency}`
  return amount.toLocaleString(tagOf(language), { style: 'currency', currency, ...digits })
}
