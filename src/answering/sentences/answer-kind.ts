/** What a question asks for, where its words say so. */
type AnswerKind = 'number' | 'time' | 'person'

const askedFor: readonly (readonly [AnswerKind, RegExp])[] = [
  [
    'number',
    /\bhow (?:many|much|long|old|far|often|high|large|big|soon|quickly|fast)\b|\bpercent|what (?:share|percentage|number|price)|多少|几[个年天次位名分期号]|多[长久高大远快]|百分|第几/iu,
  ],
  [
    'time',
    /\bwhen\b|\b(?:what|which) (?:year|date|day|century|decade|month|time)\b|何时|什么时候|哪[一]?[年天]|什么时间|几月|哪个世纪|年份|截止/iu,
  ],
  ['person', /\bwho(?:se|m)?\b|谁|什么人|哪位|找哪个部门/iu],
]

const numeral =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|million|billion|half|dozen|once|twice|third|quarter|first|second)\b|[一二三四五六七八九十百千万两半]/iu
const timeWord =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|century|decade|daily|weekly|monthly|yearly)\b|世纪|年代|每[年月周日天]|月底|年底/iu
const name = /(?<!^)\b\p{Lu}\p{L}+/gu

/**
 * Whether a sentence holds the kind of thing that a question asks for, beyond what stands in the question itself: a
 * number, a time, a person. True where the question does not say what it asks for.
 */
export function holdsAnswerKind(question: string, sentence: string): boolean {
  const kind = askedFor.find(([, words]) => words.test(question))?.[0]
  if (kind === undefined) return true
  if (kind === 'person') return holdsPerson(question, sentence)
  const asked = new Set(question.match(/\d+/g))
  const hasNumber = sentence.match(/\d+/g)?.some((number) => !asked.has(number)) ?? false
  return hasNumber || (kind === 'number' ? numeral : timeWord).test(sentence)
}

const role = /部|经理|主管|总监|负责人|办公室|·|先生|女士|专员|委员会/u
const englishRole =
  /\b(?:manager|head|director|officer|team|desk|department|board|committee|operations|legal|supervisor)\b/iu

function holdsPerson(question: string, sentence: string): boolean {
  if (/\p{Script=Han}/u.test(sentence)) return role.test(sentence) || /\p{Script=Han}{2,}/u.test(sentence)
  return (sentence.match(name)?.some((word) => !question.includes(word)) ?? false) || englishRole.test(sentence)
}
