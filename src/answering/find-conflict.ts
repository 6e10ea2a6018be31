import type { Comparison } from './compare-question.ts'
import type { Place } from './quotable.ts'
import { type RankedSentence } from './rank-sentences.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'
import { termOverlap } from './term-overlap.ts'

/** Two documents of different dates that say nearly the same, but not the same of it. */
export interface Conflict {
  readonly newer: ConflictSide
  readonly older: ConflictSide
}

export interface ConflictSide {
  readonly passage: RetrievedPassage
  readonly words: Place
}

/** Share of the shorter sentence's words, numbers aside, that both must hold. */
const sameMatter = 0.7
/** Shorter sentences, such as rows of a table, speak of the same thing only under the same heading. */
const leastWords = 4

/**
 * A sentence that contradicts one of those given: of another document with another date, in nearly the same words, with
 * other numbers, or denied where the other is not. The newest of them stands against the one that differs.
 */
export function findConflict(sentences: readonly RankedSentence[], { passages }: Comparison): Conflict | undefined {
  for (const one of sentences) {
    const others = passages.flatMap((of) => of.sentences.map((sentence) => ({ ...sentence, of })))
    for (const other of others) {
      if (!areComparable(one.of.passage, other.of.passage) || !disagree(one, other)) continue
      const sides = [one, other].map(({ of, sentence }) => ({
        passage: of.passage,
        words: { start: sentence.start, end: sentence.end },
      }))
      const [older, newer] = sides.toSorted((a, b) => (a.passage.date ?? '').localeCompare(b.passage.date ?? ''))
      if (newer !== undefined && older !== undefined) return { newer, older }
    }
  }
  return undefined
}

function areComparable(a: RetrievedPassage, b: RetrievedPassage): boolean {
  const areDated = a.date !== undefined && b.date !== undefined && a.date !== b.date
  return areDated && a.documentId !== b.documentId && a.language === b.language
}

type Side = Pick<RankedSentence, 'sentence' | 'terms' | 'of'>

function disagree(a: Side, b: Side): boolean {
  const words = [wordsOf(a), wordsOf(b)] as const
  const shorter = Math.min(words[0].size, words[1].size)
  const isSameMatter =
    termOverlap(...words) >= (shorter < leastWords ? 1 : sameMatter) &&
    shorter > 0 &&
    (shorter >= leastWords || standUnderTheSame(a.of.passage, b.of.passage))
  if (!isSameMatter) return false
  const numbers = [numbersIn(a.sentence.text), numbersIn(b.sentence.text)] as const
  if (numbers[0].size > 0 && numbers[1].size > 0 && !isSubset(...numbers) && !isSubset(numbers[1], numbers[0]))
    return true
  return (
    numbers[0].size === numbers[1].size &&
    isSubset(...numbers) &&
    isNegated(a.sentence.text) !== isNegated(b.sentence.text)
  )
}

function standUnderTheSame(a: RetrievedPassage, b: RetrievedPassage): boolean {
  const heading = ({ headingPath, title }: RetrievedPassage) =>
    (headingPath.at(-1) ?? title).replaceAll(/[\d\s.、]+/g, '')
  return heading(a) === heading(b)
}

/** The terms of a sentence that are no numbers. */
function wordsOf({ terms }: Side): ReadonlySet<string> {
  return new Set([...terms].filter((term) => !/\d/.test(term) && !chineseNumber.test(term)))
}

const chineseNumber = /^[一二三四五六七八九十百千万两]+[天日月年元个次小时]*$/u
const spelled =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)\b|[一二三四五六七八九十百千万两]+(?=[天日月年元个次小倍周])/giu

function numbersIn(text: string): ReadonlySet<string> {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/(?<=\d),(?=\d{3})/g, '')
  return new Set([...(plain.match(/\d+(?:\.\d+)?/g) ?? []), ...(plain.match(spelled) ?? [])])
}

function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((value) => whole.has(value))
}

const negation =
  /\b(?:not|no|never|none|cannot|without|isn't|aren't|don't|doesn't|won't|can't)\b|不|没有|无需|禁止|未|勿/giu

function isNegated(text: string): boolean {
  return (text.match(negation)?.length ?? 0) % 2 === 1
}
