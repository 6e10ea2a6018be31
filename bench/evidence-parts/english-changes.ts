import { oneOf } from '../../src/evaluation/seeded-random.ts'
import {
  type AnsweredQuestion,
  answerAsStatement,
  answerOtherwise,
  type Change,
  crossFacts,
  otherNumber,
  replaceFirst,
  turn,
} from './change.ts'

const months = 'January February March April May June July August September October November December'.split(' ')
const month = `(?:${months.join('|')})`
const words =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
const spelled = words.slice(2).join('|')
const plainNumber = /(?<![\w.,$£€/-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w/-]|[.,]\d)/
const year = /(?<![\d.,-])(?:1\d{3}|20\d{2})(?![\d,-]|\.\d)/

const units = [
  ['days', 'weeks'],
  ['months', 'years'],
  ['hours', 'minutes'],
  ['day', 'week'],
  ['month', 'year'],
  ['million', 'billion'],
  ['hundred', 'thousand'],
  ['miles', 'kilometres'],
  ['feet', 'metres'],
  ['km', 'miles'],
  ['yards', 'feet'],
] as const
const currencies = { '$': '€', '£': '$', '€': '£' } as const

const antonyms = [
  ['before', 'after'],
  ['more', 'less'],
  ['higher', 'lower'],
  ['increased', 'decreased'],
  ['increase', 'decrease'],
  ['largest', 'smallest'],
  ['larger', 'smaller'],
  ['first', 'last'],
  ['north', 'south'],
  ['northern', 'southern'],
  ['east', 'west'],
  ['eastern', 'western'],
  ['above', 'below'],
  ['always', 'never'],
  ['most', 'least'],
  ['minimum', 'maximum'],
  ['required', 'optional'],
  ['internal', 'external'],
  ['public', 'private'],
  ['won', 'lost'],
  ['high', 'low'],
  ['longer', 'shorter'],
  ['older', 'younger'],
  ['early', 'late'],
  ['success', 'failure'],
  ['strong', 'weak'],
  ['majority', 'minority'],
  ['possible', 'impossible'],
  ['accept', 'reject'],
  ['buy', 'sell'],
] as const

const verb = '(is|are|was|were|can|may|must|will|should|would|could)'
const negated = /\b(?:not|never|no|none|nor|neither|without|cannot)\b|n['’]t\b/i

const synonyms = [
  ['approximately', 'about'],
  ['must', 'has to'],
  ['however', 'but'],
  ['also', 'additionally'],
  ['because', 'since'],
  ['such as', 'for example'],
  ['including', 'among them'],
  ['is called', 'is known as'],
  ['began', 'started'],
  ['large', 'big'],
  ['use', 'utilise'],
  ['employees', 'staff'],
  ['ensure', 'make sure'],
  ['several', 'a number of'],
  ['so that', 'in order that'],
  ['begin', 'start'],
  ['help', 'assist'],
] as const

const names = /(?<=[a-z,;] )\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)*/gu

function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(names)].map(([name]) => name))].filter((name) => !months.includes(name))
}

/** "Who led the team?" and "Ann" → "Ann led the team."; only where the question word is the subject, or ends it. */
function stated({ question, answer }: AnsweredQuestion): string | undefined {
  const asked = question.trim().replace(/\?+$/, '')
  const subject = /^(?:who|what|which [a-z]+|what [a-z]+) (?=(?:is|was|were|are|has|had|led|won|made|[a-z]+ed)\b)/i
  if (!subject.test(asked) || /\b(?:did|does|do)\b/i.test(asked)) return undefined
  return `${asked.replace(subject, `${answer.replace(/^[a-z]/, (letter) => letter.toUpperCase())} `)}.`
}

export const englishChanges: readonly Change[] = [
  {
    name: 'number changed',
    carried: false,
    make: ({ sentence, of, random }) =>
      replaceFirst(sentence, plainNumber, (found = '') => {
        const value = Number(found.replaceAll(',', ''))
        const other = Number.isInteger(value) ? otherNumber(value, of.text, random) : undefined
        return other?.toLocaleString('en')
      }) ??
      replaceFirst(sentence, new RegExp(String.raw`\b(?:${spelled})\b(?! of\b)`), (found = '') => {
        const other = otherNumber(words.indexOf(found), of.text, random) ?? -1
        const word = words[other]
        return word === undefined || new RegExp(String.raw`\b${word}\b`).test(of.text) ? undefined : word
      }),
  },
  {
    name: 'date or year changed',
    carried: false,
    make: ({ sentence, of, random }) =>
      replaceFirst(sentence, year, (found = '') => otherNumber(Number(found), of.text, random)?.toString()) ??
      replaceFirst(sentence, new RegExp(String.raw`\b${month}\b(?= \d)`), () =>
        oneOf(
          months.filter((name) => !of.text.includes(name)),
          random,
        ),
      ),
  },
  {
    name: 'unit or currency changed',
    carried: false,
    make: ({ sentence, of }) =>
      replaceFirst(sentence, /[$£€](?=\d)/, (sign) => currencies[sign as keyof typeof currencies]) ??
      replaceFirst(
        sentence,
        new RegExp(String.raw`(\d|\b(?:${spelled}))( )(${units.flat().join('|')})\b`),
        (_, number = '', space = '', unit = '') => {
          const [one, two] = units.find((pair) => pair.some((name) => name === unit)) ?? []
          const other = unit === one ? two : one
          return other === undefined || of.text.includes(`${number}${space}${other}`)
            ? undefined
            : number + space + other
        },
      ),
  },
  {
    name: 'name swapped',
    carried: false,
    make: ({ sentence, of, random }) => {
      const isLong = (name: string) => name.includes(' ')
      const [name] = namesIn(sentence)
      const others = namesIn(of.text).filter(
        (other) => name !== undefined && isLong(other) === isLong(name) && !sentence.includes(other),
      )
      const other = oneOf(others, random)
      return name === undefined || other === undefined ? undefined : sentence.replace(name, other)
    },
  },
  {
    name: 'negation inserted',
    carried: false,
    make: ({ sentence, random }) =>
      negated.test(sentence)
        ? undefined
        : replaceFirst(sentence, new RegExp(String.raw`\b${verb} (?=[a-z])`), (_, found = '') =>
            random() < 0.6 || ['may', 'must', 'can', 'will'].includes(found) ? `${found} not ` : `${found}n't `,
          ),
  },
  {
    name: 'negation removed',
    carried: false,
    make: ({ sentence }) =>
      /\bnot (?:only|just)\b|whether or not/i.test(sentence)
        ? undefined
        : (replaceFirst(sentence, new RegExp(String.raw`\b${verb} not `), (_, found = '') => `${found} `) ??
          replaceFirst(sentence, /\bcan(?:not|['’]t)\b/, () => 'can') ??
          replaceFirst(sentence, /\b(is|are|was|were|should|would|could)n['’]t\b/, (_, found = '') => found) ??
          replaceFirst(sentence, /\b(?:do|does|did)(?: not|n['’]t) /, () => '') ??
          replaceFirst(sentence, /\bno longer\b/, () => 'still') ??
          replaceFirst(sentence, /\bnever\b/, () => 'always')),
  },
  {
    name: 'opposite word',
    carried: false,
    make: ({ sentence }) => turn(sentence, antonyms, String.raw`\b`),
  },
  { name: 'taken from another document', carried: false, make: ({ foreign }) => foreign },
  crossFacts([year, plainNumber]),
  answerOtherwise(stated),

  { name: 'word for word', carried: true, make: ({ sentence }) => sentence },
  {
    name: 'numbers written otherwise',
    carried: true,
    make: ({ sentence }) =>
      replaceFirst(sentence, /(\d)%/, (_, digit = '') => `${digit} percent`) ??
      replaceFirst(sentence, /(\d) ?percent\b/, (_, digit = '') => `${digit} %`) ??
      replaceFirst(sentence, /\b\d{1,3}(?:,\d{3})+\b/, (found = '') => found.replaceAll(',', '')) ??
      replaceFirst(
        sentence,
        new RegExp(String.raw`(?<!-)\b(?:${spelled})\b(?!-)`),
        (found = '') => `${words.indexOf(found)}`,
      ) ??
      replaceFirst(sentence, /(?<![\w.,$£€/:-]|[A-Z][a-z]+ )\d{1,2}(?![\w/:%,-]|\.\d| ?[A-Z])/, (found = '') =>
        Number(found) > 1 ? words[Number(found)] : undefined,
      ),
  },
  {
    name: 'dates written otherwise',
    carried: true,
    make: ({ sentence }) =>
      replaceFirst(sentence, new RegExp(String.raw`\b(\d{1,2}) (${month}) (\d{4})\b`), (_, day, name, in_) =>
        [name, `${day},`, in_].join(' '),
      ) ??
      replaceFirst(sentence, new RegExp(String.raw`\b(${month}) (\d{1,2}), (\d{4})\b`), (_, name = '', day = '', in_) =>
        [in_, `${months.indexOf(name) + 1}`.padStart(2, '0'), day.padStart(2, '0')].join('-'),
      ) ??
      replaceFirst(sentence, new RegExp(String.raw`\b(${month}) (\d{1,2})\b(?!,? \d)`), (_, name, day) =>
        [day, name].join(' '),
      ),
  },
  {
    name: 'with emphasis and as an item',
    carried: true,
    make: ({ sentence }) => {
      const bold = replaceFirst(sentence, /\d[\d.,]*\d|\b\p{Lu}\p{L}{3,}/u, (found = '') => `**${found}**`)
      return bold === undefined ? undefined : `- ${bold}`
    },
  },
  {
    name: 'put in another order',
    carried: true,
    make: ({ sentence }) =>
      /^(?:In|On|At|During|After|Before|By|Since|When|If|For|From) [^,.;]{3,60}, [^;]+\.$/.test(sentence)
        ? sentence.replace(
            /^(\w)([^,]+), (\w)(.+)\.$/u,
            (_, first: string, lead: string, start: string, rest: string) =>
              `${start.toUpperCase()}${rest}, ${first.toLowerCase()}${lead}.`,
          )
        : undefined,
  },
  {
    name: 'shortened',
    carried: true,
    make: ({ sentence }) =>
      replaceFirst(sentence, / \([^()]{3,}\)/, () => '') ??
      replaceFirst(sentence, /, (?:which|who|where) [^,]+(?=\.$)/, () => '') ??
      replaceFirst(sentence, /; .+$/, () => '.') ??
      replaceFirst(sentence, /, (?:and|but) (?:it|they|he|she|the|this|we|you) .+$/, () => '.'),
  },
  {
    name: 'two sentences joined',
    carried: true,
    make: ({ sentence, next }) =>
      next !== undefined && /^(?:The|It|They|This|These|A|In|He|She|We|You)\b/.test(next)
        ? `${sentence.replace(/\.$/, '')}, and ${next[0]?.toLowerCase()}${next.slice(1)}`
        : undefined,
  },
  {
    name: 'other words for the same',
    carried: true,
    make: ({ sentence }) => {
      const other = new Map<string, string>(synonyms)
      return replaceFirst(sentence, new RegExp(String.raw`\b(?:${[...other.keys()].join('|')})\b`), (found = '') =>
        other.get(found),
      )
    },
  },
  answerAsStatement(stated),
]
