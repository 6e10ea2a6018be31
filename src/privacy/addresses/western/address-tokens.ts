import { allMatches } from '../../../domain/text/all-matches.ts'
import { type AddressWord, addressWordOf, beginsStreet, isAbbreviation } from './address-words.ts'

/** A word, a number or a mark, and what it may be in an address. */
export interface AddressToken {
  readonly start: number
  readonly end: number
  readonly type: AddressWord
}

const part =
  /(?<![\p{L}\d])[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?![\p{L}\d])|\p{L}[\p{L}\p{M}'’]*(?:-[\p{L}\d]+)*|\d[\d]*[A-Za-z]?(?:[-/]\d{1,5}[A-Za-z]?)*(?![\p{L}\d])|\n|,|[^\s]/gu

/** A text as what addresses are made of; brackets, bullets and the points of abbreviations are passed over. */
export function addressTokens(text: string): readonly AddressToken[] {
  const tokens: AddressToken[] = []
  for (const { index, 0: written } of allMatches(text, part)) {
    const end = index + written.length
    const last = tokens.at(-1)
    if (written === '.' && last !== undefined && isAbbreviation(text.slice(last.start, last.end))) continue
    if (written === '(' || written === ')') continue
    if ((last?.type ?? 'line') === 'line' && isMark(written)) continue
    const read = addressWordOf(written)
    const type = read !== 'other' && isGlued(text, index, end) ? 'other' : read
    const follows = type === 'other' && last?.type === 'number' && beginsStreet(written)
    tokens.push({ start: index, end, type: follows ? 'beginning' : type })
  }
  return tokens
}

const bullet = /^[^\p{L}\p{N}\n,.:;]$/u
const isMark = (written: string) => bullet.test(written)
const glue = /[\p{L}\p{N}_/=%#@+&$€£-]/u

/** Whether a word or number goes on in front of it or behind it: ids, paths, versions, sums. */
function isGlued(text: string, start: number, end: number): boolean {
  if (!/[\p{L}\p{N}]/u.test(text.charAt(start))) return false
  return (
    glue.test(text.charAt(start - 1)) || glue.test(text.charAt(end)) || /^(?:[.:]\d|%)/.test(text.slice(end, end + 2))
  )
}
