import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { cueBefore, cues, insideAddress, latinWords } from './clues/cues.ts'
import { digitWindows, groupingOf, isLoose, type DigitWindow } from './clues/digit-windows.ts'
import { luhnHolds } from './clues/luhn.ts'
import type { Recogniser } from './recogniser.ts'

/** A range of issuer identification numbers, both ends included, with the lengths its cards have. */
interface IssuerRange {
  readonly from: number
  readonly to: number
  readonly lengths: readonly number[]
}

const longLengths = [16, 17, 18, 19]
const maestroLengths = [12, 13, 14, 15, 16, 17, 18, 19]

/**
 * From the schemes' published ranges. UnionPay is not among them: its cards are Chinese bank cards,
 * which have a recogniser of their own.
 */
const issuerRanges: readonly IssuerRange[] = [
  { from: 4, to: 4, lengths: [13, 16, 18, 19] }, // Visa
  { from: 51, to: 55, lengths: [16] }, // Mastercard
  { from: 2221, to: 2720, lengths: [16] },
  { from: 34, to: 34, lengths: [15] }, // American Express
  { from: 37, to: 37, lengths: [15] },
  { from: 300, to: 305, lengths: [14, 16, 19] }, // Diners Club
  { from: 3095, to: 3095, lengths: [14, 16, 19] },
  { from: 36, to: 36, lengths: [14, 16, 19] },
  { from: 38, to: 39, lengths: [14, 16, 19] },
  { from: 6011, to: 6011, lengths: [16, 19] }, // Discover
  { from: 644, to: 649, lengths: [16, 19] },
  { from: 65, to: 65, lengths: [16, 18, 19] }, // Discover, RuPay, Elo, Verve
  { from: 1800, to: 1800, lengths: [15] }, // JCB
  { from: 2131, to: 2131, lengths: [15] },
  { from: 3528, to: 3589, lengths: longLengths },
  { from: 2200, to: 2205, lengths: longLengths }, // Mir
  { from: 60, to: 60, lengths: [16] }, // RuPay, Hipercard
  { from: 637, to: 639, lengths: [16] }, // Hiper, InstaPayment
  { from: 50, to: 50, lengths: maestroLengths }, // Maestro, Elo, Verve
  { from: 56, to: 58, lengths: maestroLengths },
  { from: 604, to: 604, lengths: maestroLengths },
  { from: 6304, to: 6304, lengths: maestroLengths },
  { from: 6390, to: 6390, lengths: maestroLengths },
  { from: 67, to: 67, lengths: maestroLengths },
  { from: 9792, to: 9792, lengths: [16] }, // Troy
]

/** Shorter numbers have too many other uses to be cards without a word that says so. */
const shortest = 12
const certainFrom = 14
const usualLength = 16
const longest = 19
const cueReach = 48

const cardCues = cues({
  for:
    latinWords('cards?|cc|visa|master ?card|maestro|amex|american express|diners|jcb|discover|debit|credit|pan') +
    '|卡|支付|付款|刷卡',
})

/** Payment cards: issuer range, length and Luhn check, or the check and a word that says that it is a card. */
export const paymentCard: Recogniser = {
  kind: 'CARD',
  languages: 'any',
  examples: {
    matches: [
      'My card «4111111111111111» was declined.',
      'Charge «4111 1111 1111 1111», valid until 12/27.',
      'Visa: «4111-1111-1111-1111»',
      'amex «3782 822463 10005»',
      'Mastercard «2223000048400011»',
      'Diners «30569309025904» please',
      'the JCB card «3530111333300000» is lost',
      'debit card «6759649826438453» (Maestro)',
      'my maestro card number is «501864667909»',
      '我的信用卡«5555555555554444»被盗刷了',
      '信用卡号：«４１１１ １１１１ １１１１ １１１１»',
      'card number: «4111 1111\n1111 1111» (wrapped by a PDF)',
      'my card is «4111  1111  1111  1111»',
      'my card «3590730093437731» is lost',
      'row 7,«4012888888881881»,2026-01-01',
    ],
    passes: [
      'My card 4111111111111112 was declined.',
      'Order 1234567890123456 has shipped.',
      'id a4111111111111111f',
      '4111 1111\n1111 1111',
      'card 5555 5555 5555 4446',
      'Part 501864667909 is in stock.',
      'Take 41111111111111111111 as an example.',
      'https://example.com/files/team/438792081639669302',
      'pi is 3.4111111111111111',
    ],
  },
  find: findCards,
  identityOf: (value) => value.replaceAll(/\D/g, ''),
}

function findCards({ folded }: SearchableText): readonly SensitiveSpan[] {
  const spans: SensitiveSpan[] = []
  for (const window of digitWindows(folded, shortest, longest)) {
    const confidence = luhnHolds(window.digits) ? confidenceIn(window, folded) : 0
    if (confidence > 0) spans.push({ kind: 'CARD', start: window.start, end: window.end, confidence })
  }
  return spans
}

/** A number that checks and is said to be a card is one, whoever issued it. */
function confidenceIn(window: DigitWindow, folded: string): number {
  if (isEndOfLonger(window, folded)) return 0
  const issued = hasInternationalIssuer(window.digits)
  if (cueBefore(folded, window.start, cueReach, cardCues) === 'for') return issued ? 0.99 : 0.8
  return issued && speaksForItself(window, folded) ? 0.9 : 0
}

const fourBefore = /\d{4}[ -]$/

/** Whether a number shorter than most cards is the end of one in fours that does not check as a whole. */
function isEndOfLonger(window: DigitWindow, folded: string): boolean {
  if (window.digits.length >= usualLength || !/^4(?:-4)+$/.test(groupingOf(folded, window))) return false
  return fourBefore.test(folded.slice(Math.max(0, window.start - 5), window.start))
}

/** Whether digits have the beginning and the length of an international scheme's cards, which all keep the Luhn check. */
export function hasInternationalIssuer(digits: string): boolean {
  return issuerRanges.some((range) => isOf(range, digits))
}

function isOf(range: IssuerRange, digits: string): boolean {
  if (!range.lengths.includes(digits.length)) return false
  const width = String(range.from).length
  const prefix = Number(digits.slice(0, width))
  return prefix >= range.from && prefix <= range.to
}

const cardGrouping = /^(?:\d+|4(?:-4)+(?:-[1-4])?|4-6-[45]|8-8|6-1[03])$/

/** Long enough, and in one piece, in fours or as on the card; not columns of a table, nor part of an address. */
function speaksForItself(window: DigitWindow, folded: string): boolean {
  if (window.digits.length < certainFrom || isLoose(folded, window) || insideAddress(folded, window.start)) return false
  return cardGrouping.test(groupingOf(folded, window))
}
