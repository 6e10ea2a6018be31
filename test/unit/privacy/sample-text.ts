import { isHidden, type SensitiveKind } from '../../../src/domain/privacy/sensitive-span.ts'
import { recognisers } from '../../../src/privacy/recognisers.ts'

/** Numbers between 0 and 1, the same ones for the same seed (mulberry32). */
export type Random = () => number

export function seededRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function oneOf<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('There is nothing to choose from.')
  return item
}

/** A sentence with a value in it. */
export interface Planted {
  readonly kind: SensitiveKind
  readonly text: string
  readonly value: string
}

/** A sentence for every example of every recogniser whose values are hidden. */
export const planted: readonly Planted[] = Object.values(recognisers)
  .filter(({ kind }) => isHidden(kind))
  .flatMap(({ kind, examples }) =>
    examples.matches.map((marked) => ({
      kind,
      text: marked.replaceAll(/[«»]/g, ''),
      value: marked.split(/[«»]/)[1] ?? '',
    })),
  )

/** Pieces that are hard to put together again: placeholders in every spelling, halves of them, marks, odd characters. */
const awkward = [
  '[EMAIL_1]',
  'EMAIL_1',
  '[Email 1]',
  '[ PHONE_2 ]',
  '【PHONE_2】',
  '［IBAN_1］',
  '\\[CARD_1\\]',
  '[LITERAL_1]',
  '[邮箱_1]',
  '【手机号1】',
  '[卡号',
  '【姓名_',
  'EMAIL\\_1',
  '[',
  ']',
  '\\',
  '\\[',
  '【',
  '_',
  '[EMAIL_',
  'EMAIL_',
  'E',
  '[1]',
  '【1】',
  '[[',
  '1',
  '１',
  ' ',
  '\n',
  '。',
  'a',
  '-',
  '😀',
  '\u200B',
  'phone ',
  '卡号',
]

/** A text of examples, pieces of them and awkward bits. */
export function jumble(random: Random): string {
  const pieces = [...planted.map(({ text }) => text), ...planted.map(({ value }) => value), ...awkward, ...awkward]
  return Array.from({ length: 1 + Math.floor(random() * 6) }, () => {
    const piece = oneOf(random, pieces)
    const cut = random() < 0.2 ? Math.floor(random() * piece.length) : 0
    return piece.slice(cut) + (random() < 0.3 ? ' ' : '')
  }).join('')
}
