import { createTextMemory } from '../../domain/text/text-memory.ts'
import { hasHan } from '../../domain/language.ts'
import { inLanguage, partsOf } from '../follow-up/question-parts.ts'
import { type CalendarDate, datesIn, isDateAmong } from './dates-in.ts'
import { isQuantityAmong, quantitiesIn, type Quantity } from './quantities-in.ts'
import { unitAtStartOf } from './units.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** What a sentence says that is right or wrong, whatever words stand around it. */
export interface Facts {
  readonly dates: readonly CalendarDate[]
  readonly quantities: readonly Quantity[]
  /** Part numbers, versions, times of day: capitals, no hyphens. */
  readonly codes: readonly string[]
  /** People, places, products and departments, as they are written. */
  readonly names: readonly string[]
}

const code =
  /(?<![\p{Script=Latin}\d])(?:\p{Script=Latin}{1,6}[-‑]?\d[\p{Script=Latin}\d]*(?:[-./]\d[\p{Script=Latin}\d]*)*|\d+(?:\.\d+){2,}|\d{1,2}:\d{2}|\d[A-Z]\d?)(?![\p{Script=Latin}\d])/gu

/** The facts of a claim: only what is one for sure. */
export function factsOf(claim: string): Facts {
  const { dates, rest } = datesIn(claim)
  const codes = allMatches(rest, code).map(([text]) => normalCode(text))
  return { dates, codes, quantities: quantitiesIn(rest.replaceAll(code, ' '), true), names: namesIn(claim) }
}

function normalCode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[-‑]/gu, '')
    .replace(/^0(?=\d:)/, '')
}

/** What evidence says, read as widely as it can be meant. */
export interface Known {
  readonly text: string
  readonly facts: Facts
  readonly years: ReadonlySet<number>
  readonly words: ReadonlySet<string>
}

export function knownFrom(evidence: string): Known {
  return remembered(evidence, readFacts)
}

const remembered = createTextMemory<Known>(500_000)

function readFacts(evidence: string): Known {
  const { dates, rest } = datesIn(evidence)
  const text = evidence.normalize('NFKC')
  const quantities = quantitiesIn(rest.replaceAll(code, ' '), false)
  const years = dates.flatMap(({ year }) => year ?? [])
  return {
    text,
    facts: {
      dates,
      codes: allMatches(text, code).map(([found]) => normalCode(found)),
      quantities: [...quantities, ...years.map((value) => ({ value }))],
      names: [],
    },
    years: new Set([...years, ...quantities.map(({ value }) => value)]),
    words: new Set(wordsOf(text)),
  }
}

const wordsOf = (text: string) =>
  (text.match(/[\p{Script=Latin}][\p{Script=Latin}'’-]*/gu) ?? []).map((word) => stem(word))
const stem = (word: string) =>
  word
    .toLowerCase()
    .replace(/['’]s$/, '')
    .replace(/(?<=.{3})(?:es|s)$/, '')

/** The facts of a claim that evidence does not hold, in words. */
export function missingFacts(facts: Facts, known: Known): readonly string[] {
  return [
    ...facts.dates
      .filter((date) => !isDateAmong(date, known.facts.dates, known.years))
      .map((date) => `date ${JSON.stringify(date)}`),
    ...facts.quantities
      .filter((quantity) => !isQuantityAmong(quantity, known.facts.quantities))
      .map(({ value, unit }) => `number ${value}${unit === undefined ? '' : ` ${unit}`}`),
    ...facts.codes.filter((text) => !known.facts.codes.includes(text)).map((text) => `code ${text}`),
    ...facts.names.filter((name) => !isNamed(name, known)).map((name) => `name ${name}`),
  ]
}

const notNames = new Set(
  'i yes no the a an if in on at for and or but both each all according note please however also source evidence english chinese monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december eur usd gbp cny rmb jpy hkd chf'.split(
    ' ',
  ),
)
/** Capitals inside a sentence, two capitalised words at its start, or a word of capitals. */
const capitalised =
  /(?<=[\p{Ll}\d,;:)"”]\s["“(]?)\p{Lu}[\p{Ll}\p{Lu}'’-]+(?:\s\p{Lu}[\p{Ll}\p{Lu}'’-]+)*|(?<=^\W*)\p{Lu}\p{Ll}+(?:\s\p{Lu}[\p{Ll}'’-]+)+|\b\p{Lu}{2,6}\b/gu
/** "2 GB" */
const behindNumber = /\d\s?$/u
const titled = /《([^》]{2,40})》/gu
const department = /\p{Script=Han}{1,4}(?:部门?|经理|主管|总监|负责人|委员会|董事会|服务台|主任)/gu

/** The names in a text, as far as they are ones for sure. */
export function namesIn(claim: string): readonly string[] {
  const plain = claim.normalize('NFKC')
  const latin = allMatches(plain, capitalised)
    .filter(({ index, 0: name }) => !(behindNumber.test(plain.slice(0, index)) && unitAtStartOf(name) !== undefined))
    .map(([name]) => name)
    .filter((name) => !notNames.has(name.toLowerCase()))
  if (!hasHan(plain)) return latin
  const places = partsOf(plain).flatMap(({ kind, text }) => (kind === 'place' ? [text] : []))
  const titles = allMatches(plain, titled).map(([, title]) => title ?? '')
  const departments = allMatches(plain, department).map(([name]) => [...name].slice(-3).join(''))
  return [...latin, ...places, ...titles, ...departments.filter((name) => [...name].length === 3)]
}

/** Whether evidence holds a name, in this language or the other. */
export function isNamed(name: string, { text, words }: Known): boolean {
  if (hasHan(name)) {
    if (text.includes(name)) return true
    const english = inLanguage(name, 'place', 'en')
    // A Chinese name in evidence that has none cannot be looked up; a place can.
    return english === name ? !hasHan(text) : text.toLowerCase().includes(english.toLowerCase())
  }
  if (wordsOf(name).every((word) => words.has(word) || notNames.has(word))) return true
  const chinese = inLanguage(name, 'place', 'zh')
  return chinese === name ? hasHan(text) && words.size < 8 : text.includes(chinese)
}
