import type { ComparedPassage, ComparedSentence, Comparison } from '../sentences/compare-question.ts'
import type { Place } from '../sentences/quotable.ts'
import { type RankedSentence } from '../sentences/rank-sentences.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'
import { currentWording } from '../support/current-wording.ts'
import { isDateAmong } from '../support/dates-in.ts'
import { type Facts, factsOf, knownFrom, type Known } from '../support/facts-in.ts'
import { contradicts } from '../support/polarity.ts'
import { isQuantityAmong, isSameMeasure } from '../support/quantities-in.ts'
import { termOverlap } from '../sentences/term-overlap.ts'
import { coverage } from '../sentences/term-weights.ts'

/** Two documents of different dates that say nearly the same, but not the same of it. */
export interface Conflict {
  readonly newer: ConflictSide
  readonly older: ConflictSide
}

export interface ConflictSide {
  readonly passage: RetrievedPassage
  readonly words: Place
}

/** Share of the shorter sentence's words, numbers aside, that both must hold: in versions of one text, and in others. */
const sameMatter = { versions: 0.7, others: 0.85 } as const
/** Shorter sentences, such as rows of a table, speak of the same thing only under headings that do. */
const leastWords = 4
/** So many words, headings and heads of tables included, must be shared by what is shorter. */
const leastShared = 3
/** What a side must hold of the question's weight, as a share of what the best sentence holds. */
const asMuchAsked = 0.7

interface Side extends ComparedSentence {
  readonly of: ComparedPassage
}

/**
 * A sentence that contradicts one of those given: of another document with another date, about what was asked, in nearly
 * the same words, with other numbers or dates, or denied where the other is not. The newest one stands against the one
 * that differs.
 */
export function findConflict(chosen: readonly RankedSentence[], comparison: Comparison): Conflict | undefined {
  const asked = (side: Side) => coverage(comparison.question.terms, inContext(side), comparison.question.weight)
  const least = asMuchAsked * Math.max(0, ...chosen.slice(0, 1).map(asked))
  const others = comparison.passages
    .flatMap((of) => of.sentences.map((sentence): Side => ({ ...sentence, of })))
    .filter((side) => asked(side) >= least)
    .toSorted((a, b) => dateOf(b).localeCompare(dateOf(a)))
  for (const one of chosen.slice(0, 1)) {
    const other = others.find((side) => areComparable(one.of.passage, side.of.passage) && disagree(one, side))
    if (other === undefined) continue
    const [newer, older] = dateOf(one) > dateOf(other) ? [one, other] : [other, one]
    return { newer: sideOf(newer), older: sideOf(older) }
  }
  return undefined
}

function sideOf({ of, sentence }: Side): ConflictSide {
  return { passage: of.passage, words: { start: sentence.start, end: sentence.end } }
}

function dateOf({ of }: Side): string {
  return of.passage.date ?? ''
}

function areComparable(a: RetrievedPassage, b: RetrievedPassage): boolean {
  const areDated = a.date !== undefined && b.date !== undefined && a.date !== b.date
  return areDated && a.documentId !== b.documentId && a.language === b.language
}

function disagree(a: Side, b: Side): boolean {
  if (!areOfTheSame(a, b)) return false
  const [one, other] = [statementOf(a), statementOf(b)]
  if (differInNumbers(one, other) || differInDates(one, other)) return true
  const agreeInNumbers = holdsAll(one.facts, other.known) && holdsAll(other.facts, one.known)
  return agreeInNumbers && contradicts(one.text, other.text)
}

/** Whether two sentences speak of the same matter, by their words without the numbers. */
function areOfTheSame(a: Side, b: Side): boolean {
  const words = [wordsIn(a.terms), wordsIn(b.terms)] as const
  const shorter = Math.min(words[0].size, words[1].size)
  if (shorter === 0) return false
  const floor = areVersions(a.of.passage, b.of.passage) ? sameMatter.versions : sameMatter.others
  if (shorter >= leastWords) return termOverlap(...words) >= floor
  const [shorterSide, longer] = words[0].size <= words[1].size ? [a, b] : [b, a]
  const around = wordsIn(inContext(longer))
  const isNamed = [...wordsIn(shorterSide.terms)].every((word) => around.has(word))
  const shared = [...wordsIn(inContext(shorterSide))].filter((word) => around.has(word))
  return isNamed && (shared.length >= leastShared || headingOf(a.of.passage) === headingOf(b.of.passage))
}

/** Editions of one text are called the same, but for years and numbers. */
function areVersions(a: RetrievedPassage, b: RetrievedPassage): boolean {
  const isTold = a.supersededBy === b.documentId || b.supersededBy === a.documentId
  const isAlike = a.similarTo === b.documentId || b.similarTo === a.documentId
  return isTold || isAlike || withoutNumbers(a.title) === withoutNumbers(b.title)
}

function headingOf({ headingPath, title }: RetrievedPassage): string {
  return withoutNumbers(headingPath.at(-1) ?? title)
}

const edition = /\([^)]*(?:edition|version)[^)]*\)|（[^）]*版[^）]*）|\b(?:edition|version)\b/giu

function withoutNumbers(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(edition, '')
    .replaceAll(/[\d\s.、年版]+/gu, '')
}

function inContext({ terms, under }: Side): ReadonlySet<string> {
  return new Set([...terms, ...under])
}

const chineseNumber = /^[一二三四五六七八九十百千万两]+[天日月年元个次小时]*$/u

function wordsIn(terms: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...terms].filter((term) => !/\d/.test(term) && !chineseNumber.test(term)))
}

/** What a sentence says to hold now, and since when its document does. */
interface Statement {
  readonly text: string
  readonly facts: Facts
  readonly known: Known
  readonly effective: string
}

const enumeration = /^\W*(?:\d+(?:\.\d+)*[.)、]?\s|[（(]?[一二三四五六七八九十\d]+[)）、]|第[\p{Script=Han}\d]+条)/u

function statementOf(side: Side): Statement {
  const text = currentWording(side.sentence.text.replace(enumeration, ''))
  return { text, facts: factsOf(text), known: knownFrom(text), effective: dateOf(side) }
}

/** Each says an amount that the other does not, and the two could stand for each other. */
function differInNumbers(a: Statement, b: Statement): boolean {
  const missing = (from: Statement, to: Statement) =>
    from.facts.quantities.filter((quantity) => !isQuantityAmong(quantity, to.known.facts.quantities))
  const others = missing(b, a)
  return missing(a, b).some((quantity) => others.some((other) => isSameMeasure(quantity, other)))
}

/** Since when a document is valid differs between versions, and is no contradiction. */
function differInDates(a: Statement, b: Statement): boolean {
  const missing = (from: Statement, to: Statement) =>
    from.facts.dates.filter(
      (date) => !isDateAmong(date, to.known.facts.dates, to.known.years) && !isOwnDate(date, from.effective),
    )
  return missing(a, b).length > 0 && missing(b, a).length > 0
}

function isOwnDate({ year, month, day }: Facts['dates'][number], effective: string): boolean {
  const [ownYear, ownMonth, ownDay] = effective.split('-').map(Number)
  return (year ?? ownYear) === ownYear && month === ownMonth && (day ?? ownDay) === ownDay
}

function holdsAll({ quantities, dates }: Facts, { facts, years }: Known): boolean {
  return (
    quantities.every((quantity) => isQuantityAmong(quantity, facts.quantities)) &&
    dates.every((date) => isDateAmong(date, facts.dates, years))
  )
}
