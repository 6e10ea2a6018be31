import { hasHan } from '../../domain/language.ts'

/** What is looked for in one language. */
interface Signs {
  /** Words that ask for something. */
  readonly asks: RegExp
  /** Those that ask for a number. */
  readonly amount: RegExp
  /** What joins two things. */
  readonly joins: RegExp
  /** Numbers in words. */
  readonly spelled: RegExp
}

const english: Signs = {
  asks: /\b(?:who|whom|whose|what|what's|when|where|which|why|how|who's|whether)\b/gu,
  amount: /\bhow (?:many|much|long|old|far|often|big|high|late)\b|\bwhat (?:share|percentage|part|sum|amount)\b/u,
  joins: /\b(?:and|or|plus|with)\b|(?<=\s)&(?=\s)/gu,
  spelled:
    /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|half|quarter|third|fifth|twice)\b/gu,
}
const chinese: Signs = {
  asks: /什么|怎么|怎样|如何|多少|多久|多长|几(?=[点天个号楼次份年月分度级张条块成口]|$)|哪|谁|啥|吗|是否|还是|[能会要有是可行够该值让收算]不[能会要有是可行够该值让收算]|有没有|呢/gu,
  amount: /多少|几|多久|多大|多长/u,
  joins: /和|跟|与|、|还有|以及|及|(?<=\s)&(?=\s)/gu,
  spelled: /[一二两三四五六七八九十百千万]+(?=[个天年月周名人份件块元次双条张台只岁小晚]|[^\p{L}])/gu,
}

/** Marks inside a number: a full-width comma separates thousands at most, else it ends a clause, as in 每箱50，3箱起. */
const numberMark = /(?<=\p{Nd})(?:[.,:．：]|，(?=\p{Nd}{3}(?!\p{Nd})))(?=\p{Nd})/gu
const digits = /\d+/gu
const clauseEnd = /[,;:、]/gu
const sentenceEnd = /(?<=[.?!。])\s*/u
/** Of a clause or a sentence. */
const partEnd = /[.?!。,;:]\s*/u

/**
 * How much a question asks for and gives: what is asked, numbers, clauses, sentences, joined things; alone, and together
 * where they tell more. Two numbers given and a third asked for is a sum; two things asked in one sentence stand in two
 * places.
 */
export function askingFeatures(question: string): readonly string[] {
  const text = withPlainNumbers(question).normalize('NFKC').toLowerCase().replaceAll('’', "'")
  const isChinese = hasHan(text)
  const signs = isChinese ? chinese : english
  const sentences = partsOf(text, sentenceEnd)
  const asks = countOf(text, signs.asks)
  const numbers = countOf(text, digits) + countOf(text, signs.spelled)
  const clauses = countOf(text, clauseEnd)
  const joins = countOf(text, signs.joins)
  const length = Math.floor(Math.log2(isChinese ? text.length : text.split(/\s+/u).length))
  const features = [
    ...atLeast('asks', asks, 4),
    ...atLeast('asks last', isChinese ? 0 : countOf(sentences.at(-1) ?? '', signs.asks), 3),
    ...atLeast('question marks', countOf(text, /\?/gu), 3),
    ...atLeast('numbers', numbers, 5),
    ...atLeast('clauses', clauses, 4),
    ...atLeast('sentences', sentences.length, 4),
    ...atLeast('joins', joins, 4),
    `amount ${signs.amount.test(text)}, numbers ${Math.min(numbers, 3)}`,
    `asks ${Math.min(asks, 3)}, clauses ${Math.min(clauses, 3)}`,
    `asks ${Math.min(asks, 2)}, joins ${Math.min(joins, 2)}`,
    `asks ${Math.min(asks, 3)}, sentences ${Math.min(sentences.length, 3)}`,
    `asks ${Math.min(asks, 2)}, ends as a question ${text.trim().endsWith('?')}`,
    `asks ${Math.min(asks, 2)}, length ${Math.min(length, 6)}`,
    `length ${Math.min(length, 6)}, clauses ${Math.min(clauses, 2)}, sentences ${Math.min(sentences.length, 2)}`,
  ]
  return features.map((feature) => `${isChinese ? 'zh' : 'en'}: ${feature}`)
}

/** What is asked for comes last, after the story. Its numbers stand without their marks. */
export function lastClauseOf(question: string): string {
  return partsOf(withPlainNumbers(question).normalize('NFKC'), partEnd).at(-1) ?? question
}

/** A mark inside a number ends nothing: 1.5 % is no two sentences, 1,000 no two clauses. */
function withPlainNumbers(question: string): string {
  return question.replaceAll(numberMark, '')
}

function partsOf(text: string, end: RegExp): readonly string[] {
  return text.split(end).filter((part) => /[\p{L}\p{N}]/u.test(part))
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** One feature for each step up to `most`, so that many are like some. */
function atLeast(name: string, count: number, most: number): readonly string[] {
  if (count === 0) return [`no ${name}`]
  return Array.from({ length: Math.min(count, most) }, (_, at) => `${name} ≥ ${at + 1}`)
}
