import { measuresOf, type Unit, unitAtStartOf } from '../support/units.ts'
import { chineseCounted, fromCountedNoun } from './counted-noun.ts'

/** An amount of some kind, as units name it; of any kind where none is listed. */
export interface AskedQuantity {
  readonly kind: 'quantity'
  readonly measures: readonly string[]
  /** What is counted, where that is named and no unit: "nations" in "how many nations", the measure word in Chinese. */
  readonly counted?: string
}

/** What a question asks for. */
export type AskedFor = AskedQuantity | { readonly kind: 'time' } | { readonly kind: 'person' }

const span = ['time', 'months']
const money = ['euro', 'pound', 'Hong Kong dollar', 'dollar', 'yuan', 'yen', 'franc', 'krone', 'rouble', 'rupee']
const extent = ['length', 'area', 'volume', 'mass']

const amountOf =
  (...measures: readonly string[]) =>
  (): AskedFor => ({ kind: 'quantity', measures })
const time = (): AskedFor => ({ kind: 'time' })
const person = (): AskedFor => ({ kind: 'person' })

function countOf(words: string): AskedFor {
  const counted = fromCountedNoun(words)
  return countedIn(unitAtStartOf(counted?.onward ?? ''), counted?.noun)
}

function chineseCountOf(words: string): AskedFor {
  return countedIn(unitAtStartOf(words), chineseCounted(words))
}

function countedIn(unit: Unit | undefined, counted: string | undefined): AskedFor {
  if (unit === undefined) return { kind: 'quantity', measures: [], ...(counted !== undefined && { counted }) }
  const kinds = measuresOf(unit).flatMap(({ kind }) => kind ?? [])
  return { kind: 'quantity', measures: kinds.some((kind) => span.includes(kind)) ? span : kinds }
}

const price =
  /\b(?:money|cost|costs|pay|pays|paid|charge|charges|charged|spend|spent|earn|earns|price|worth|fees?|euros?|pounds|dollars|yuan)\b/iu

function priceOf(words: string): AskedFor | undefined {
  return price.test(words) ? { kind: 'quantity', measures: money } : undefined
}

/** The first that matches and can be read counts; its group, if any, is what stands behind "how many" or "how much". */
const signs: readonly (readonly [RegExp, (words: string) => AskedFor | undefined])[] = [
  [/\bhow long\b/iu, amountOf(...span, 'length')],
  [/\bhow (?:soon|quickly|often|old)\b|\bhow much (?:longer|time)\b/iu, amountOf(...span)],
  [/\bhow fast\b/iu, amountOf(...span, 'speed')],
  [/\bhow (?:far|high|tall|deep|wide|thick)\b/iu, amountOf('length')],
  [/\bhow (?:large|big|heavy)\b/iu, amountOf(...extent)],
  [/\bhow much\b(?<words>.*)/isu, priceOf],
  [
    /\bhow expensive\b|\b(?:what|which)(?: is| was| are|'s)? (?:the )?(?:price|cost|fee|salary)\b/iu,
    amountOf(...money),
  ],
  [/\b(?:what|which) (?:share|percentage|proportion)\b|\bpercent(?:age)?\b/iu, amountOf('percent')],
  [/\bhow many\b(?<words>.*)/isu, countOf],
  [/\bhow much\b|\bwhat number\b/iu, amountOf()],
  [
    /\b(?:what|which) (?:year|date|day|century|decade|month|time|deadline)\b|\bwhen\b(?! (?:\p{L}+ ){1,12}(?:what|who|which|how)\b)/iu,
    time,
  ],
  [/\bwho(?:se|m)?\b/iu, person],
  [/多久|多长时间|多少时间|多快/u, amountOf(...span)],
  [/多[长高远深宽厚]/u, amountOf(...span, 'length')],
  [/多少钱|多少费用|多少工资|什么价/u, amountOf(...money)],
  [/百分之(?:几|多少)|(?:比例|占比|百分比|率)(?:是|为|达到?)?多少/u, amountOf('percent')],
  [/几[号月点]|哪一?[年天日]|何时|什么时[候间]|哪个(?:世纪|月)|截止(?:日期|时间)/u, time],
  [/(?:多少|几(?!乎))(?<words>\p{Script=Han}{1,6})/u, chineseCountOf],
  [/多[大重少]|第几|几成/u, amountOf()],
  [/谁|什么人|哪位|找哪个部门/u, person],
]

/** What a question asks for; undefined where its words do not say. */
export function askedFor(question: string): AskedFor | undefined {
  for (const [sign, read] of signs) {
    const found = sign.exec(question)
    const asked = found === null ? undefined : read(found.groups?.['words'] ?? '')
    if (asked !== undefined) return asked
  }
  return undefined
}
