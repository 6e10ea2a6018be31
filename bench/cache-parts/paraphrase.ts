import { hasHan } from '../../src/domain/language.ts'
import { oneOf, type Random } from '../../src/evaluation/seeded-random.ts'

type Change = (question: string) => string

const begin =
  (words: string): Change =>
  (question) =>
    words + withSmallStart(question)

/** Other ways to say the beginning of a question. The first that matches is used. */
const englishOpenings: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^what is the /i, ["what's the ", 'could you tell me what the ', 'I need to know the ', 'which is the ']],
  [/^what is /i, ["what's ", 'can you explain what is meant by ', 'please explain ', 'tell me about ']],
  [/^what are the /i, ['which are the ', 'could you list the ', "what're the "]],
  [/^what are /i, ['which are ', 'could you explain ', 'tell me about ']],
  [
    /^how (?:do|can|should) (?:i|you|we) /i,
    ['how can I ', 'how do we ', 'what is the best way to ', 'what do I have to do to '],
  ],
  [/^why (?:do|does|is|are) /i, ['what is the reason why ', 'for what reason ']],
  [/^when should (?:i|we|you) /i, ['at what point should we ', 'when do I have to ']],
  [/^who is /i, ["who's ", 'which person is ']],
  [/^where (?:can|do) (?:i|we|you) /i, ['where do I ', 'in which place can I ']],
]
const englishFrames: readonly Change[] = [
  begin('Hi, '),
  begin('Quick question: '),
  begin('Please tell me: '),
  // The cache has not heard of these.
  begin('Does anybody know: '),
  begin('Sorry to bother you, '),
  begin('I never understood this: '),
  (question) => question.replace(/\?$/, ', please?'),
  (question) => question.toLowerCase(),
  (question) => question.replace(/\?$/, ''),
  (question) => `${question} Thanks!`,
]

/** Words of a Chinese question with others that ask the same. */
const chineseWords: readonly (readonly [RegExp, readonly string[]])[] = [
  [/什么时候/u, ['何时', '啥时候']],
  [/为什么/u, ['为何', '为啥']],
  [/怎么样?|如何/u, ['怎样', '如何', '怎么']],
  [/多少个/u, ['几个', '多少']],
  [/哪里/u, ['哪儿', '什么地方']],
  [/什么/u, ['啥', '哪些']],
  [/是谁/u, ['是哪位', '是什么人']],
  [/哪一?年/u, ['什么年份', '哪一年']],
]
const chineseFrames: readonly Change[] = [
  (question) => `请问${question}`,
  (question) => `你好，${question}`,
  (question) => `麻烦问一下，${question}`,
  (question) => `我想知道${question}`,
  // The cache has not heard of these.
  (question) => `有没有人知道${question}`,
  (question) => `不好意思打扰一下，${question}`,
  (question) => `一直没搞懂，${question}`,
  (question) => question.replace(/[？?]$/u, '呢？'),
  (question) => question.replace(/[？?]$/u, ''),
]

/** The same question as somebody else may put it: another beginning or word where there is one, and another frame. */
export function paraphrase(question: string, random: Random): string {
  const [words, frames] = hasHan(question) ? [chineseWords, chineseFrames] : [englishOpenings, englishFrames]
  const known = words.find(([pattern]) => pattern.test(question))
  const reworded = known === undefined ? question : question.replace(known[0], oneOf(known[1], random) ?? '')
  const needsFrame = reworded === question || random() < 0.5
  const framed = needsFrame ? (oneOf(frames, random) ?? begin(''))(reworded) : reworded
  return hasHan(framed) || framed === framed.toLowerCase() ? framed : framed.charAt(0).toUpperCase() + framed.slice(1)
}

/** Acronyms and names keep their capital. */
function withSmallStart(question: string): string {
  return /^\p{Lu}\p{Ll}/u.test(question) ? question.charAt(0).toLowerCase() + question.slice(1) : question
}
