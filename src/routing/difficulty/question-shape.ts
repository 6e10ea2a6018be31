import { hasHan } from '../../domain/language.ts'
import { chineseGrammatical, isGrammatical } from './grammatical-words.ts'

const englishUnit = /\d+(?:[.,:]\d+)*|[\p{L}\p{M}]+(?:'\p{L}+)?|[?,.;:!]/gu
const chineseNumber = /^[零〇一二两三四五六七八九十百千万]+$/u
const chineseUnit = new RegExp(
  String.raw`\d+(?:[.,:]\d+)*|[零〇一二两三四五六七八九十百千万]+|[A-Za-z]+|[?。!,;:]|${chineseGrammatical}|\p{Script=Han}`,
  'gu',
)
const isMark = /^[?,.;:!。、]$/u

const anyNumber = '#'
const spelledNumber = '一#'
/** Stands for what a question is about; with an English ending behind it, since "cheapest" is not "cheaper". */
const topic = '~'
const endings: readonly (readonly [pattern: RegExp, ending: string])[] = [
  [/^.{2,}(?:ies|[^s]s)$/u, 's'],
  [/^.{3,}ing$/u, 'ing'],
  [/^.{3,}ed$/u, 'ed'],
  [/^.{3,}ly$/u, 'ly'],
  [/^.{3,}er$/u, 'er'],
  [/^.{3,}est$/u, 'est'],
]

/** How a question is put, whatever it is about: its grammatical words and marks, with signs for all the others. */
export function shapeOf(question: string): readonly string[] {
  const text = question.normalize('NFKC').toLowerCase().replaceAll('’', "'")
  if (!hasHan(text)) return (text.match(englishUnit) ?? []).map(englishSign)
  const signs = (text.match(chineseUnit) ?? []).map(chineseSign)
  // How many characters a word has tells nothing, and where it ends is not known.
  return signs.filter((sign, at) => sign !== topic || signs[at - 1] !== topic)
}

function englishSign(unit: string): string {
  if (/^\d/u.test(unit)) return anyNumber
  if (isGrammatical(unit) || isMark.test(unit)) return unit
  return topic + (endings.find(([pattern]) => pattern.test(unit))?.[1] ?? '')
}

function chineseSign(unit: string): string {
  if (/^\d/u.test(unit)) return anyNumber
  if (chineseNumber.test(unit)) return spelledNumber
  return isGrammatical(unit) && !/^[a-z]/u.test(unit) ? unit : isMark.test(unit) ? unit : topic
}

/** Up to four signs in a row, beginning and end among them. */
export function runsOf(shape: readonly string[]): ReadonlySet<string> {
  const signs = ['^', ...shape, '$']
  return new Set(
    [1, 2, 3, 4].flatMap((length) =>
      signs.slice(0, signs.length - length + 1).map((_, at) => signs.slice(at, at + length).join(' ')),
    ),
  )
}

/** Pairs of what is no topic, with one to five others between them: "which … and", 和 … 哪个. */
export function pairsOf(shape: readonly string[]): ReadonlySet<string> {
  const signs = shape.filter((sign) => !sign.startsWith(topic))
  return new Set(signs.flatMap((sign, at) => signs.slice(at + 2, at + 7).map((other) => `${sign} … ${other}`)))
}
