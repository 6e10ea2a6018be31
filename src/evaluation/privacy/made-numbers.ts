import { type Random, seededRandom } from '../seeded-random.ts'
import type { AnnotatedSet } from './annotated-text.ts'
import { chineseMobile, makeValue } from './checksum-values.ts'
import {
  bankCards,
  chineseMobiles,
  creditCodes,
  type NumberVector,
  numbersInSentences,
  type NumberVectors,
  residentIds,
} from './read-number-vectors.ts'

const count = 200
const seed = 20_261_129

/** Random Chinese numbers, valid by the standard and not, in sentences: the same ones each time. */
export function madeNumbers(): readonly AnnotatedSet[] {
  const random = seededRandom(seed)
  const set = (name: string, into: NumberVectors, make: () => string, spoil: (valid: string) => string) =>
    numbersInSentences(`${name}, made up`, validAndNot(make, spoil), into)
  return [
    set(
      'Chinese resident IDs',
      residentIds,
      () => makeValue('RESIDENT_ID_CN', random),
      (id) => anotherLast(id, '0123456789X', random),
    ),
    set('Chinese bank cards', bankCards, () => makeValue('BANK_CARD_CN', random), tooShort),
    set(
      'Chinese credit codes',
      creditCodes,
      () => makeValue('CREDIT_CODE_CN', random),
      (code) => anotherLast(code, '0123456789ABCDEFGHJKLMNPQRTUWXY', random),
    ),
    set(
      'Chinese mobile numbers',
      chineseMobiles,
      () => chineseMobile(random),
      (mobile) => wrongMobile(mobile, random),
    ),
  ]
}

function validAndNot(make: () => string, spoil: (valid: string) => string): readonly NumberVector[] {
  return Array.from({ length: count }, () => make()).flatMap((valid) => [
    { input: valid, valid: true },
    { input: spoil(valid), valid: false },
  ])
}

/** The same number with a check character that is wrong. */
function anotherLast(value: string, alphabet: string, random: Random): string {
  const others = alphabet.replace(value.slice(-1), '')
  return value.slice(0, -1) + others.charAt(Math.floor(random() * others.length))
}

/** Shorter than any card: real ones with a check digit that fails are known. */
function tooShort(card: string): string {
  return card.slice(0, 11)
}

/** With a prefix that no network has, or a digit too few. */
function wrongMobile(mobile: string, random: Random): string {
  const wrong = [`10${mobile.slice(2)}`, `12${mobile.slice(2)}`, `11${mobile.slice(2)}`, mobile.slice(0, -1)]
  return wrong[Math.floor(random() * wrong.length)] ?? mobile.slice(0, -1)
}
