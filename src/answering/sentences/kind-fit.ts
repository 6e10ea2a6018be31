import { hasHan } from '../../domain/language.ts'
import { createTextMemory } from '../../domain/text/text-memory.ts'
import { datesIn } from '../support/dates-in.ts'
import { quantitiesIn, type Quantity } from '../support/quantities-in.ts'
import { measuresOf } from '../support/units.ts'
import { askedFor, type AskedQuantity } from './asked-for.ts'
import { numbersBefore } from './numbers-before.ts'

/** For something near what was asked for: a number without a unit, a length of time where a date is asked for. */
const near = 0.5

/**
 * How well a sentence holds the kind of thing that a question asks for, beyond what stands in the question itself:
 * 1 for an amount in a fitting unit, a date, a person, less for something near it, 0 for neither. A date is no amount of
 * days. Always 1 where the question does not say what it asks for.
 */
export function createKindFit(question: string): (sentence: string) => number {
  const asked = askedFor(question)
  if (asked === undefined) return () => 1
  if (asked.kind === 'person') return (sentence) => (holdsPerson(question, sentence) ? 1 : 0)
  const known = numbersOf(question)
  if (asked.kind === 'time') return (sentence) => timeFit(known, sentence)
  const numbersWith = asked.counted === undefined ? () => [] : numbersBefore(asked.counted)
  return (sentence) => {
    const isCounted = numbersWith(numbersOf(sentence).rest).some((number) => !isSaid(known, number))
    return isCounted ? 1 : quantityFit(asked, known, sentence)
  }
}

interface Numbers {
  readonly quantities: readonly Quantity[]
  readonly dates: readonly string[]
  /** The text without its dates. */
  readonly rest: string
}

const remembered = createTextMemory<Numbers>(500_000)

function numbersOf(text: string): Numbers {
  return remembered(text, () => {
    const { dates, rest } = datesIn(text)
    return { quantities: quantitiesIn(rest, false), dates: dates.map((date) => JSON.stringify(date)), rest }
  })
}

/** Whether a numeral says only numbers that are known; "several" says none, and is known by nobody. */
function isSaid(known: Numbers, numeral: string): boolean {
  return numbersOf(numeral).quantities.length > 0 && newQuantities(known, numeral).length === 0
}

function newQuantities(known: Numbers, sentence: string): readonly Quantity[] {
  const isKnown = ({ value, unit }: Quantity) =>
    known.quantities.some((of) => of.value === value && (of.unit === undefined || of.unit === unit))
  return numbersOf(sentence).quantities.filter((quantity) => !isKnown(quantity))
}

function quantityFit({ measures, counted }: AskedQuantity, known: Numbers, sentence: string): number {
  const isAny = measures.length === 0 && counted === undefined
  return newQuantities(known, sentence).reduce((best, quantity) => {
    if (isYear(quantity)) return best
    if (isAny || kindsOf(quantity).some((kind) => measures.includes(kind))) return 1
    return quantity.unit === undefined ? Math.max(best, near) : best
  }, 0)
}

function timeFit(known: Numbers, sentence: string): number {
  const { dates, rest } = numbersOf(sentence)
  if (timeWord.test(rest) || dates.some((date) => !known.dates.includes(date))) return 1
  const quantities = newQuantities(known, sentence)
  if (quantities.some(isYear)) return 1
  const spans = quantities.flatMap(kindsOf).filter((kind) => kind === 'time' || kind === 'months')
  return spans.length > 0 ? near : 0
}

function kindsOf({ unit }: Quantity): readonly string[] {
  return measuresOf(unit).flatMap(({ kind }) => kind ?? [])
}

function isYear({ value, unit }: Quantity): boolean {
  return Number.isInteger(value) && value >= 1000 && value < 2100 && (unit === undefined || unit === 'year')
}

const timeWord =
  /\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|century|decade|daily|weekly|monthly|yearly|\d{4}s|first|end|eve)\b|\d{1,2}:\d{2}|世纪|年代|每[年月周日天]|月底|年底|(?:周|星期)[一二三四五六日]/iu

const name = /(?<!^)\b\p{Lu}\p{L}+/gu
const role = /部|经理|主管|总监|负责人|办公室|·|先生|女士|专员|委员会/u
const englishRole =
  /\b(?:manager|head|director|officer|team|desk|department|board|committee|operations|legal|supervisor)\b/iu

function holdsPerson(question: string, sentence: string): boolean {
  if (hasHan(sentence)) return role.test(sentence) || /\p{Script=Han}{2,}/u.test(sentence)
  return (sentence.match(name)?.some((word) => !question.includes(word)) ?? false) || englishRole.test(sentence)
}
