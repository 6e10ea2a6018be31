import type { Place } from '../sentences/quotable.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** Words that stand in both of two texts in the same order, with nothing but punctuation and space between them. */
export interface CommonRun {
  readonly inText: Place
  readonly inOther: Place
}

interface Word extends Place {
  readonly word: string
  readonly weight: number
}

const words = /\p{Script=Han}|[\p{L}\p{N}](?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}'’])*/gu
/** A run of twelve words, or of 25 Chinese characters, or of a mixture, weighs this. */
const long = 300
const wordWeight = 25
const hanWeight = 12
const han = /^\p{Script=Han}$/u

function wordsOf(text: string): readonly Word[] {
  return allMatches(text, words).map(({ 0: found, index }) => ({
    word: found.normalize('NFKC').toLowerCase(),
    start: index,
    end: index + found.length,
    weight: han.test(found) ? hanWeight : wordWeight,
  }))
}

/**
 * The long runs of words that a text shares with another one, in order and none overlapping, without what it shares with
 * texts that may be repeated: half as long a run of those counts already. By the table of the longest common substring
 * (Gusfield, Algorithms on Strings, 1997), in time of the product of both lengths.
 */
export function longRuns(text: string, other: string, allowed: readonly string[] = []): readonly CommonRun[] {
  const [own, others] = [wordsOf(text), wordsOf(other)]
  const found = matchesOf(own, others).filter((match) => weightOf(own, match.at, match.length) >= long)
  if (found.length === 0) return []
  const isAllowed = new Set<number>()
  for (const source of allowed) {
    for (const { at, length } of matchesOf(own, wordsOf(source))) {
      if (weightOf(own, at, length) < long / 2) continue
      for (let index = at; index < at + length; index += 1) isAllowed.add(index)
    }
  }
  return apart(found)
    .flatMap((match) => stretchesOf(match, isAllowed))
    .filter(({ at, length }) => weightOf(own, at, length) >= long)
    .map(({ at, from, length }) => ({ inText: placeOf(own, at, length), inOther: placeOf(others, from, length) }))
}

/** `length` words from the word `at` of the one text, and from the word `from` of the other. */
interface Match {
  readonly at: number
  readonly from: number
  readonly length: number
}

/** Every run of common words that cannot be made longer. */
function matchesOf(own: readonly Word[], others: readonly Word[]): readonly Match[] {
  const matches: Match[] = []
  let above = new Uint32Array(others.length + 1)
  for (let i = 0; i < own.length; i += 1) {
    const row = new Uint32Array(others.length + 1)
    for (let j = 0; j < others.length; j += 1) {
      if (own[i]?.word !== others[j]?.word) continue
      const length = (above[j] ?? 0) + 1
      row[j + 1] = length
      const goesOn = i + 1 < own.length && j + 1 < others.length && own[i + 1]?.word === others[j + 1]?.word
      if (!goesOn) matches.push({ at: i - length + 1, from: j - length + 1, length })
    }
    above = row
  }
  return matches
}

/** The longest first, and of others what does not overlap with them; in order. */
function apart(matches: readonly Match[]): readonly Match[] {
  const kept: Match[] = []
  for (const match of matches.toSorted((a, b) => b.length - a.length)) {
    if (kept.every(({ at, length }) => match.at >= at + length || match.at + match.length <= at)) kept.push(match)
  }
  return kept.toSorted((a, b) => a.at - b.at)
}

function stretchesOf({ at, from, length }: Match, isAllowed: ReadonlySet<number>): readonly Match[] {
  const stretches: Match[] = []
  let begun = 0
  for (let offset = 0; offset <= length; offset += 1) {
    if (offset < length && !isAllowed.has(at + offset)) continue
    if (offset > begun) stretches.push({ at: at + begun, from: from + begun, length: offset - begun })
    begun = offset + 1
  }
  return stretches
}

function weightOf(own: readonly Word[], at: number, length: number): number {
  return own.slice(at, at + length).reduce((sum, { weight }) => sum + weight, 0)
}

function placeOf(of: readonly Word[], at: number, length: number): Place {
  return { start: of[at]?.start ?? 0, end: of[at + length - 1]?.end ?? 0 }
}
