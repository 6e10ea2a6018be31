import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
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

const jieba = Jieba.withDict(dict)
const measure = '个|年|月|日|天|人|倍|次|万|亿|元|名|周|岁|小时|分钟|种|座|项|家|场'
const plainNumber = /(?<![\p{L}\d.,，/-])\d{1,3}(?:[,，]\d{3})*(?:\.\d+)?(?![\d\p{Script=Latin}年月日号/-]|[.,]\d)/u
const year = /(?<!\d)(?:1\d{3}|20\d{2})(?= ?年)/
const hanNumber = new RegExp(
  `(?<![第零一二三四五六七八九十百千万之])[二三四五六七八九十]{1,3}(?=个?(?:${measure}))`,
  'u',
)
const digits = '零一二三四五六七八九'

function hanOf(value: number): string | undefined {
  if (value < 2 || value > 99) return undefined
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits[ones] : ''}`
}

function valueOf(han: string): number {
  if (!han.includes('十')) return han.length === 1 ? digits.indexOf(han) : Number.NaN
  const [tens = '', ones = ''] = han.split('十')
  return (tens === '' ? 1 : digits.indexOf(tens)) * 10 + (ones === '' ? 0 : digits.indexOf(ones))
}

const antonyms = [
  ['以上', '以下'],
  ['之前', '之后'],
  ['以前', '以后'],
  ['增加', '减少'],
  ['提高', '降低'],
  ['高于', '低于'],
  ['大于', '小于'],
  ['多于', '少于'],
  ['最大', '最小'],
  ['最高', '最低'],
  ['允许', '禁止'],
  ['北部', '南部'],
  ['东部', '西部'],
  ['上升', '下降'],
  ['从重', '从轻'],
  ['有效', '无效'],
  ['合法', '非法'],
  ['超过', '不足'],
  ['同意', '反对'],
  ['批准', '驳回'],
  ['开始', '结束'],
  ['成功', '失败'],
  ['主要', '次要'],
  ['更多', '更少'],
  ['较高', '较低'],
  ['不得', '可以'],
  ['最早', '最晚'],
  ['国内', '国外'],
  ['公开', '秘密'],
  ['多数', '少数'],
] as const

const units = [
  ['年', '个月'],
  ['日', '个月'],
  ['天', '周'],
  ['小时', '分钟'],
  ['万元', '亿元'],
  ['元', '美元'],
  ['公里', '米'],
  ['万', '亿'],
  ['英里', '公里'],
  ['英尺', '米'],
  ['码', '米'],
] as const

const insertions: Readonly<Record<string, string>> = {
  是: '不是',
  应当: '不应当',
  可以: '不可以',
  能: '不能',
  能够: '不能够',
  会: '不会',
  有: '没有',
  必须: '不必',
  应: '不应',
  属于: '不属于',
  适用: '不适用',
  承担: '不承担',
}
const removals: Readonly<Record<string, string>> = {
  不得: '可以',
  不能: '能',
  没有: '有',
  不是: '是',
  不: '',
  未: '已',
  不会: '会',
  不应: '应',
  无法: '能够',
  不再: '仍然',
}

const synonyms = [
  ['应当', '须'],
  ['大约', '约'],
  ['因为', '由于'],
  ['但是', '但'],
  ['例如', '比如'],
  ['目前', '现在'],
  ['全部', '所有'],
  ['以及', '和'],
  ['能够', '可以'],
  ['使用', '采用'],
  ['被称为', '叫做'],
  ['如果', '假如'],
  ['按照', '依照'],
  ['立即', '马上'],
  ['居住', '住'],
  ['因此', '所以'],
] as const

const negated = /不|没|未|无|非|禁止|勿/u

/** The sentence with one of its words put differently, the first that the table holds. */
function withWord(sentence: string, other: Readonly<Record<string, string>>): string | undefined {
  const cut = jieba.cut(sentence, true)
  const at = cut.findIndex((word) => Object.hasOwn(other, word))
  return at < 0 ? undefined : cut.map((word, index) => (index === at ? other[word] : word)).join('')
}

function namesIn(text: string): readonly (readonly [string, string])[] {
  const foreign = [...text.matchAll(/\p{Script=Han}{1,6}(?:·\p{Script=Han}{1,6})+/gu)].map(
    ([name]) => ['foreign', name] as const,
  )
  const tagged = jieba
    .tag(text, true)
    .filter(({ tag, word }) => /^n(?:r|s|t)/.test(tag) && word.length > 1)
    .map(({ tag, word }) => [tag.slice(0, 2), word] as const)
  return [...foreign, ...tagged]
}

const asking = /谁|什么时候|何时|哪一年|哪年|哪里|哪儿|什么地方|多少|哪个\p{Script=Han}{1,2}|哪些|什么/u

/** The question word gives way to the answer, where the question holds one. */
function stated({ question, answer }: AnsweredQuestion): string | undefined {
  const asked = question.trim().replace(/[?？。]+$/u, '')
  if (!asking.test(asked) || /为什么|怎么|如何/u.test(asked)) return undefined
  if (/多少/u.test(asked) && !/\d$/.test(answer)) return undefined
  return `${asked.replace(asking, answer)}。`
}

export const chineseChanges: readonly Change[] = [
  {
    name: 'number changed',
    carried: false,
    make: ({ sentence, of, random }) =>
      replaceFirst(sentence, plainNumber, (found = '') => {
        const value = Number(found.replaceAll(/[,，]/gu, ''))
        return Number.isInteger(value) ? otherNumber(value, of.text, random)?.toString() : undefined
      }) ??
      replaceFirst(sentence, hanNumber, (found = '') => {
        const other = hanOf(valueOf(found) + (random() < 0.5 ? 2 : 3))
        return other === undefined || of.text.includes(other) ? undefined : other
      }),
  },
  {
    name: 'date or year changed',
    carried: false,
    make: ({ sentence, of, random }) =>
      replaceFirst(sentence, year, (found = '') => otherNumber(Number(found), of.text, random)?.toString()) ??
      replaceFirst(sentence, /(?<!\d)\d{1,2}(?= ?月)/u, (found = '') => {
        const other = (Number(found) % 12) + 1
        return of.text.includes(`${other}月`) || of.text.includes(`${other} 月`) ? undefined : `${other}`
      }),
  },
  {
    name: 'unit or currency changed',
    carried: false,
    make: ({ sentence, of }) =>
      replaceFirst(
        sentence,
        new RegExp(`([\\d二三四五六七八九十百] ?)(${units.flat().join('|')})(?![\\d度代份])`, 'u'),
        (_, number = '', unit = '') => {
          if (/^[年日]$/.test(unit) && /\d ?$/.test(number)) return undefined
          const [one, two] = units.find((pair) => pair.some((name) => name === unit)) ?? []
          const other = unit === one ? two : one
          return other === undefined || of.text.includes(number + other) ? undefined : number + other
        },
      ),
  },
  {
    name: 'name swapped',
    carried: false,
    make: ({ sentence, of, random }) => {
      const [found] = namesIn(sentence)
      if (found === undefined) return undefined
      const [kind, name] = found
      const others = namesIn(of.text).filter(
        ([other, text]) => other === kind && !sentence.includes(text) && !name.includes(text),
      )
      const other = oneOf(others, random)
      return other === undefined ? undefined : sentence.replace(name, other[1])
    },
  },
  {
    name: 'negation inserted',
    carried: false,
    make: ({ sentence }) => (negated.test(sentence) ? undefined : withWord(sentence, insertions)),
  },
  { name: 'negation removed', carried: false, make: ({ sentence }) => withWord(sentence, removals) },
  { name: 'opposite word', carried: false, make: ({ sentence }) => turn(sentence, antonyms, '') },
  { name: 'taken from another document', carried: false, make: ({ foreign }) => foreign },
  crossFacts([year, plainNumber, hanNumber]),
  answerOtherwise(stated),

  { name: 'word for word', carried: true, make: ({ sentence }) => sentence },
  {
    name: 'numbers written otherwise',
    carried: true,
    make: ({ sentence }) =>
      replaceFirst(sentence, /(?<![\d.,-])(\d{1,2}) ?[%％]/u, (_, found = '') => {
        const han = hanOf(Number(found))
        return han === undefined ? undefined : `百分之${han}`
      }) ??
      replaceFirst(sentence, hanNumber, (found = '') =>
        Number.isNaN(valueOf(found)) ? undefined : `${valueOf(found)}`,
      ) ??
      replaceFirst(sentence, /(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])/u, (found = '') => found.replaceAll(',', '')) ??
      replaceFirst(
        sentence,
        new RegExp(`(?<![\\d.,月年])\\d{1,2} ?(?=个?(?:人|倍|次|天|名|岁|小时|分钟|种|座))`, 'u'),
        (found = '') => hanOf(Number(found)),
      ),
  },
  {
    name: 'dates written otherwise',
    carried: true,
    make: ({ sentence }) =>
      replaceFirst(sentence, /(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日/u, (_, in_, month = '', day = '') =>
        [in_, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
      ) ??
      replaceFirst(sentence, /(\d{4}) ?年 ?(\d{1,2}) ?月(?! ?\d)/u, (_, in_, month = '') =>
        [in_, month.padStart(2, '0')].join('-'),
      ) ??
      replaceFirst(sentence, /(\d{1,2}) ?月 ?(\d{1,2}) ?日/u, (_, month, day) => `${month}月${day}号`),
  },
  {
    name: 'with emphasis and as an item',
    carried: true,
    make: ({ sentence }) => {
      const word = jieba.cut(sentence, true).find((one) => one.length > 1 && /\p{Script=Han}/u.test(one))
      return word === undefined ? undefined : `- ${sentence.replace(word, `**${word}**`)}`
    },
  },
  {
    name: 'put in another order',
    carried: true,
    make: ({ sentence }) =>
      replaceFirst(
        sentence,
        /^((?:在|当|从|自|根据|按照|依照|由于|因为|对于)[^，。；]{3,40})，([^；]+)。$/u,
        (_, lead, rest) => `${rest}（${lead}）。`,
      ),
  },
  {
    name: 'shortened',
    carried: true,
    make: ({ sentence }) =>
      replaceFirst(sentence, /（[^（）]{2,}）|\([^()]{2,}\)/u, () => '') ??
      replaceFirst(sentence, /^([^；]{12,})；.+$/u, (_, first = '') => `${first}。`) ??
      replaceFirst(
        sentence,
        /^([^，；]{12,}，[^，；]{6,})，(?:并|并且|同时|而|但).+$/u,
        (_, first = '') => `${first}。`,
      ),
  },
  {
    name: 'two sentences joined',
    carried: true,
    make: ({ sentence, next }) => (next === undefined ? undefined : `${sentence.replace(/。$/u, '')}，${next}`),
  },
  {
    name: 'other words for the same',
    carried: true,
    make: ({ sentence }) => {
      const other = new Map<string, string>(synonyms)
      return replaceFirst(sentence, new RegExp([...other.keys()].join('|'), 'u'), (found = '') => other.get(found))
    },
  },
  answerAsStatement(stated),
]
