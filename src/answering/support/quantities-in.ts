import { anyUnit, type Measure, measuresOf, type Unit, unitAtStartOf } from './units.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** A number with its unit, where one stands beside it. */
export interface Quantity {
  readonly value: number
  readonly unit?: Unit
}

const moneyBefore: readonly (readonly [Unit, RegExp])[] = [
  ['euro', /(?:€|EUR)\s?$/iu],
  ['sterling', /(?:£|GBP)\s?$/iu],
  ['hongKongDollar', /(?:HK\$|HKD)\s?$/iu],
  ['dollar', /(?:US\$|\$|USD)\s?$/iu],
  ['yuan', /(?:¥|￥|CNY|RMB)\s?$/iu],
  ['yen', /JPY\s?$/iu],
  ['franc', /CHF\s?$/iu],
]
const multipliers: readonly (readonly [RegExp, number])[] = [
  [/^\s?(?:billion|bn)\b/i, 1e9],
  [/^\s?million\b/i, 1e6],
  [/^\s?thousand\b|^k\b/i, 1e3],
  [/^\s?亿/u, 1e8],
  [/^\s?百万/u, 1e6],
  [/^\s?万/u, 1e4],
  [/^\s?千(?!米|克|瓦|伏|赫|帕|字)/u, 1e3],
]
/** "时速60公里" */
const hourly = /(?:时速|每小时)\p{Script=Han}?$/u
const perHour: readonly (readonly [Unit, Unit])[] = [
  ['kilometre', 'kilometrePerHour'],
  ['mile', 'milePerHour'],
]
/** Beside a sign of money. */
const shortMillion = /^m(?![a-z])/i

const digits =
  /(?<![\p{Script=Latin}\d]|\d[.,])(?:\d{1,3}(?:[,'’]\d{3})+|\d{1,3}(?:[\u0020\u00a0\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?(?!\d)/gu

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')
const englishWords = new RegExp(
  String.raw`\b(?:(?<tens>${tens.join('|')})(?:[- ](?<ones>${small.slice(1, 10).join('|')}))?|(?<small>${small.join('|')})|(?<ordinal>${ordinals.join('|')}))\b(?<hundred>[- ]hundred\b)?(?<half> and a half\b)?`,
  'giu',
)
const chineseWords = /(?<percent>百分之)?(?<number>[零〇一二两三四五六七八九十百千万亿]+)(?<half>个半)?/gu
/** What has to follow a Chinese numeral for it to be a number for sure, and no part of a word. */
const chineseMeasure =
  /^(?:个?(?:小时|工作日|月|星期|周|世纪)|天|日|年|分钟|秒|次|元|万元|美元|欧元|英镑|港元|岁|倍|人|名|台|份|级|折|[公千厘毫微纳]米|米|[公千毫]?克|公?[里斤吨升顷亩]|平方|立方|英[里尺寸亩]|海里|摄氏|华氏|[千兆]?[瓦伏]|盎司|加仑)/u

/**
 * The quantities of a text: digits with separators, number words and numerals of both languages, multipliers, percent
 * and money. `sure` leaves out words that only may be numbers ("one", "second", "一个"), as a claim should be read;
 * without it they count, as evidence should be.
 * @param text without dates and codes
 */
export function quantitiesIn(text: string, sure: boolean): readonly Quantity[] {
  const plain = text.normalize('NFKC')
  return [...fromDigits(plain), ...fromEnglish(plain, sure), ...fromChinese(plain, sure)]
}

function fromDigits(text: string): readonly Quantity[] {
  return allMatches(text, digits).map((match) => {
    const value = Number(match[0].replaceAll(/[,'’\s]/gu, ''))
    return quantityAt(text, match.index, match.index + match[0].length, value)
  })
}

function quantityAt(text: string, start: number, end: number, bare: number): Quantity {
  const before = text.slice(Math.max(0, start - 5), start)
  const paidIn = moneyBefore.find(([, sign]) => sign.test(before))?.[0]
  let rest = text.slice(end).replace(/^(?:st|nd|rd|th)\b/, '')
  let value = bare
  for (const [pattern, factor] of paidIn === undefined ? multipliers : [...multipliers, [shortMillion, 1e6] as const]) {
    const found = pattern.exec(rest)
    if (found === null) continue
    value *= factor
    rest = rest.slice(found[0].length)
    break
  }
  const behind = paidIn ?? unitAtStartOf(rest)
  const unit = hourly.test(before) ? (perHour.find(([distance]) => distance === behind)?.[1] ?? behind) : behind
  const rounded = round(value)
  return unit === undefined ? { value: rounded } : { value: rounded, unit }
}

/** Twelve digits are plenty, and keep 0.1 × 3 from being another number than 0.3. */
function round(value: number): number {
  return Number(value.toPrecision(12))
}

function fromEnglish(text: string, sure: boolean): readonly Quantity[] {
  return allMatches(text, englishWords).flatMap((match) => {
    const { tens: ten, ones, small: word, ordinal, hundred, half } = match.groups ?? {}
    const base =
      ten !== undefined
        ? (tens.indexOf(ten.toLowerCase()) + 2) * 10 + Math.max(0, small.indexOf(ones?.toLowerCase() ?? ''))
        : word !== undefined
          ? small.indexOf(word.toLowerCase())
          : ordinals.indexOf(ordinal?.toLowerCase() ?? '') + 1
    const value = base * (hundred === undefined ? 1 : 100) + (half === undefined ? 0 : 0.5)
    const quantity = quantityAt(text, match.index, match.index + match[0].length, value)
    const isUnsure = value <= 1 || (ordinal !== undefined && value < 3)
    return sure && isUnsure && quantity.unit === undefined ? [] : sure && value <= 1 ? [] : [quantity]
  })
}

function fromChinese(text: string, sure: boolean): readonly Quantity[] {
  return allMatches(text, chineseWords).flatMap((match) => {
    const { percent, number = '', half } = match.groups ?? {}
    const before = text.slice(0, match.index)
    const rest = text.slice(match.index + match[0].length)
    // "3万", "第三方": a multiplier of digits, or a part of a word.
    if (/\d\s?$/u.test(before.slice(-2))) return []
    const value = chineseValue(number) + (half === undefined ? 0 : 0.5)
    if (Number.isNaN(value)) return []
    if (percent !== undefined) return [{ value, unit: 'percent' as const }]
    if (sure && (value <= 1 || !(half !== undefined || chineseMeasure.test(rest)) || before.endsWith('第'))) return []
    return [quantityAt(text, match.index, match.index + match[0].length, value)]
  })
}

const chineseDigits = '零一二三四五六七八九'
const chinesePlaces: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** 三万五千 → 35000; 二〇二六 → 2026. */
function chineseValue(numeral: string): number {
  const plain = numeral.replaceAll('〇', '零').replaceAll('两', '二')
  if (/^[零一二三四五六七八九]{2,}$/u.test(plain))
    return Number([...plain].map((digit) => chineseDigits.indexOf(digit)).join(''))
  let total = 0
  let section = 0
  let digit = 0
  for (const character of plain) {
    const place = chinesePlaces[character]
    if (chineseDigits.includes(character)) digit = chineseDigits.indexOf(character)
    else if (place !== undefined) {
      section += (digit === 0 ? 1 : digit) * place
      digit = 0
    } else {
      total += (section + digit === 0 ? 1 : section + digit) * (character === '亿' ? 1e8 : 1e4)
      section = 0
      digit = 0
    }
  }
  return total + section + digit
}

/** Whether a quantity is one of those: the same amount, in the same unit or one that converts into it. */
export function isQuantityAmong(quantity: Quantity, others: readonly Quantity[]): boolean {
  return others.some((other) => pairsOf(quantity, other).some(([a, b]) => isSameAmount(quantity, a, other, b)))
}

/** Whether two quantities measure the same kind of thing, or one of them does not say what it measures. */
export function isSameMeasure(one: Quantity, other: Quantity): boolean {
  return pairsOf(one, other).some(([{ kind: a }, { kind: b }]) => a === undefined || b === undefined || a === b)
}

function pairsOf({ unit: one }: Quantity, { unit: other }: Quantity): readonly (readonly [Measure, Measure])[] {
  return measuresOf(one).flatMap((a) => measuresOf(other).map((b) => [a, b] as const))
}

function isSameAmount({ value: one }: Quantity, a: Measure, { value: other }: Quantity, b: Measure): boolean {
  if (a.kind === undefined || b.kind === undefined) {
    // Where one does not say what it measures, its number has to be that of the other in the unit it has.
    return numberOf(one, a) === numberOf(other, b)
  }
  return a.kind === b.kind && amountOf(one, a) === amountOf(other, b)
}

const numberOf = (value: number, { kind, size }: Measure) => (kind === undefined ? round(value * size) : value)
const amountOf = (value: number, { size, offset = 0 }: Measure) => round(value * size + offset)

const numberWords = [...small.slice(2), ...tens].join('|')
const quantityWords = new RegExp(
  String.raw`[£$€¥￥]?\d[\d.,'’]*\s?(?:[万亿千百]|million|billion|thousand)?\s?(?:${anyUnit})?|\b(?:${numberWords})\b\s?(?:${anyUnit})?|[一二两三四五六七八九十百千万]+(?:${anyUnit})`,
  'giu',
)

/** A text without its quantities: what is said, and not how much of it. */
export function withoutQuantities(text: string): string {
  return text.normalize('NFKC').replaceAll(quantityWords, ' ')
}
