import { hasHan } from '../../../domain/language.ts'
import { canonicalQuestion } from '../canonical-question.ts'
import { allMatches } from '../../../domain/text/all-matches.ts'

/** A word of a question, as two questions are compared by it. */
export interface QuestionWord {
  /** Small letters; English contractions are written out. */
  readonly text: string
  /** As it stands in the question. */
  readonly written: string
  /** What the forms of a word have in common. */
  readonly stem: string
  /** Whether it says what is asked about; other words hold the question together. */
  readonly isContent: boolean
  /** A capital at the start of a sentence says nothing. */
  readonly startsSentence: boolean
}

export interface ReadQuestion {
  readonly text: string
  readonly isChinese: boolean
  /** Whether it reads as a question; other texts are headings, statements, a few words. */
  readonly isAsking: boolean
  readonly words: readonly QuestionWord[]
}

const englishQuestion =
  /[?？]\W*$|^\W*(?:(?:and|so|but)\W+)*(?:who|what|when|where|why|how|which|whose|whom|is|are|was|were|do|does|did|can|could|should|shall|may|must|will|would|has|have|had|am|explain)\b/iu

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const englishWord = /[\p{L}\p{N}]+(?:['’.&/+-][\p{L}\p{N}]+)*[+#]*/gu

const sentenceStart = /(?:^|[.!?:;\n]\s?)[^\p{L}\p{N}]*$/u

/** "v2.1" is version 2.1. */
const versionMark = /\bv(?:er(?:sion)?)?\.?\s?(?=\d)/giu

const contractions: readonly (readonly [RegExp, string])[] = [
  [/\bcan['’]?t\b/giu, 'can not'],
  [/\bcannot\b/giu, 'can not'],
  [/\bwon['’]t\b/giu, 'will not'],
  [/\b(\p{L}+)n['’]t\b/giu, '$1 not'],
  [/\b(i|you|we|they)['’](?:ve|d|ll)\b/giu, '$1'],
  [/\b(i|you|we|they)['’](?:m|re)\b/giu, '$1'],
  [/\b(what|who|where|when|how|why|it|that|there)['’]s\b/giu, '$1 is'],
  [/['’]s\b/giu, ''],
]

/** Words that say nothing of what is asked about. Words of place, time, direction and quantity are not among them. */
const englishLittle = new Set(
  `a an the this that these those is are was were be been being am do does did done doing have has had having will would
  shall should can could may might must i me my mine we us our ours you your yours he him his she her hers it its they
  them their theirs one someone somebody anyone anybody people person and or but so as of to in on at by for from with
  about into than then there here if what which who whom whose when where why how many much any some please tell know
  want need get got let exactly actually really just also too very way ways best good thing things kind kinds type
  types sort make makes made take takes use used using there's am like s t possible able it's`.split(/\s+/),
)
const chineseLittle = new Set(
  `的 了 着 过 地 得 之 是 有 在 和 与 及 或 或者 以及 把 被 让 给 请 请问 对 对于 关于 于 从 到 向 由 以 为 为了 就 都 也 还 又 再 才 而 且 但
  但是 如果 这 那 这个 那个 这些 那些 可以 可 能 能够 会 要 需要 应该 应 该 一 一个 个 中 里 时 时候 其 其中 吗 呢 吧 么 嘛 啊 呀 我 我们 你 你们
  您 他 她 它 他们 她们 它们 咱们 自己 什么 啥 怎么 怎样 怎么样 如何 怎 为什么 为啥 为何 哪 哪个 哪些 哪里 哪儿 谁 几 多少 多 多久 是否 能否
  可否 想 知道 告诉 一下 问 下 上 来 去 做 用 使用 进行 那么 呗 麻烦 帮 帮忙 想问 咨询 现在 目前 情况 办 办法 方法 方式`.split(
    /\s+/,
  ),
)

/** Cuts a question into the words that it is compared by. */
export function readQuestion(question: string): ReadQuestion {
  const text = canonicalQuestion(question).replaceAll(versionMark, '')
  const isChinese = hasHan(text)
  return {
    text,
    isChinese,
    isAsking: isChinese || englishQuestion.test(text),
    words: isChinese ? chineseWords(text) : englishWords(text),
  }
}

function englishWords(text: string): readonly QuestionWord[] {
  const plain = contractions.reduce((result, [pattern, full]) => result.replaceAll(pattern, full), text)
  return allMatches(plain, englishWord).map(({ 0: written, index }) => {
    const word = written.toLowerCase()
    const startsSentence = sentenceStart.test(plain.slice(0, index))
    return { text: word, written, stem: stemOf(word), isContent: !englishLittle.has(word), startsSentence }
  })
}

function chineseWords(text: string): readonly QuestionWord[] {
  return [...segmenter.segment(text)].flatMap(({ segment, isWordLike }) => {
    if (isWordLike !== true) return []
    const word = segment.toLowerCase()
    return [
      {
        text: word,
        written: segment,
        stem: hasHan(word) ? word : stemOf(word),
        isContent: !chineseLittle.has(word),
        startsSentence: false,
      },
    ]
  })
}

const irregular = new Map(
  `men/man women/woman children/child feet/foot lost/lose left/leave sent/send paid/pay bought/buy sold/sell began/begin begun/begin went/go gone/go won/win took/take taken/take gave/give given/give wrote/write written/write chose/choose chosen/choose kept/keep held/hold found/find led/lead spent/spend built/build brought/bring`
    .split(/\s+/)
    .map((pair) => pair.split('/') as [string, string]),
)

/** The beginning that the forms of an English word share; rough, since both sides are cut alike. */
export function stemOf(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word
  return (
    irregular.get(word) ??
    word
      .replace(/(?:ies|ied)$/, 'y')
      .replace(/(?<=sh|ch|ss|x|z|o)es$/, '')
      .replace(/(?<=[^su])s$/, '')
      .replace(/(?<=[^e\W].{2})(?:ing|ed)$/, '')
      .replace(/(?<=([bdgmnprt]))\1$/, '')
      .replace(/(?<=.{3})e$/, '')
  )
}
