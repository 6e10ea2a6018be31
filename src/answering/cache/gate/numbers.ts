import { datesIn } from '../../support/dates-in.ts'
import { isQuantityAmong, quantitiesIn, type Quantity } from '../../support/quantities-in.ts'
import type { ReadQuestion } from './read-question.ts'
import { allMatches } from '../../../domain/text/all-matches.ts'

const latinWithDigits = /(?=.*\d)(?=.*\p{Script=Latin})/u
/** "3rd" and "10k" are numbers. */
const amount = /^\d+(?:st|nd|rd|th|k|m)$/
const severalParts = /\d+(?:\.\d+){2,}/g
const ordinal = /第\s?(?<rank>[一二三四五六七八九十百\d]+)/gu

/** Whether one question holds a number, an amount, a code or a version that the other does not. */
export function haveOtherNumbers(asked: ReadQuestion, remembered: ReadQuestion): boolean {
  const [one, other] = [quantitiesOf(asked), quantitiesOf(remembered)]
  return (
    !one.every((quantity) => isQuantityAmong(quantity, other)) ||
    !other.every((quantity) => isQuantityAmong(quantity, one)) ||
    !areSame(codesOf(asked), codesOf(remembered)) ||
    !areSame(ranksOf(asked), ranksOf(remembered))
  )
}

/** "One" counts only in digits: "which one" asks for no number. */
function quantitiesOf({ text, isChinese }: ReadQuestion): readonly Quantity[] {
  const rest = datesIn(text).rest.replaceAll(/\b(?:one|zero)\b/giu, ' ')
  return quantitiesIn(rest, isChinese)
}

/** Words of letters and digits, without marks and in small letters, and versions of several parts. */
function codesOf({ words, text }: ReadQuestion): readonly string[] {
  const mixed = words
    .map((word) => word.text.replaceAll(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => latinWithDigits.test(word) && !amount.test(word))
  return [...mixed, ...(text.match(severalParts) ?? [])]
}

function ranksOf({ text }: ReadQuestion): readonly string[] {
  return allMatches(text, ordinal).map(({ groups }) => groups?.['rank'] ?? '')
}

function areSame(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [new Set(one), new Set(other)]
  return a.size === b.size && [...a].every((item) => b.has(item))
}
