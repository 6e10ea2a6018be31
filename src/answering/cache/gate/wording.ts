import type { QuestionWord, ReadQuestion } from './read-question.ts'

/** So much may be exchanged for it to be one thing in the place of another: words of English, characters of Chinese. */
const mostExchanged = { english: 2, chinese: 6 }

/**
 * Whether the questions are the same but for what stands in one place. Where all other words agree, that is what is asked
 * about, unless it is the same in another form or spelling.
 */
export function isWordExchanged(asked: ReadQuestion, remembered: ReadQuestion): boolean {
  const [one, other] = differentMiddle(asked.words, remembered.words)
  if (one.length === 0 && other.length === 0) return false
  if (Math.max(extentOf(one, asked.isChinese), extentOf(other, asked.isChinese)) > 1) return false
  const [here = [], there = []] = [one, other].map((words) => words.filter(({ isContent }) => isContent))
  const strangers = [
    ...here.filter((word) => isStranger(word, other)),
    ...there.filter((word) => isStranger(word, one)),
  ]
  if (strangers.length === 0) return false
  // What is only added to a statement says more of the same; added to a question, it is what is asked about.
  return asked.isAsking || (here.length > 0 && there.length > 0)
}

function isStranger({ stem }: QuestionWord, others: readonly QuestionWord[]): boolean {
  return !others.some((other) => areAlike(stem, other.stem))
}

/** Words that take each other's place in questions without changing what is asked, in the form that they are compared in. */
const synonyms = `
  receiv get obtain | begin start commenc | buy purchas | allow permit | creat mak | us utiliz utilis | vacation holiday |
  staff employe | request appli ask | pay paid | need requir | chang modifi updat | delet remov | fix repair solv |
  help support assist | job role position | guid manual | employ worker`
  .split('|')
  .map((words) => new Set(words.trim().split(/\s+/)))

/** Up to 1 for one thing. */
function extentOf(words: readonly QuestionWord[], isChinese: boolean): number {
  if (!isChinese) return words.length / mostExchanged.english
  return words.reduce((sum, { text }) => sum + text.length, 0) / mostExchanged.chinese
}

/** What is left of both when the words they begin with and end with alike are taken away. */
function differentMiddle(
  one: readonly QuestionWord[],
  other: readonly QuestionWord[],
): readonly [readonly QuestionWord[], readonly QuestionWord[]] {
  const least = Math.min(one.length, other.length)
  let start = 0
  while (start < least && one[start]?.stem === other[start]?.stem) start += 1
  let end = 0
  while (end < least - start && one.at(-1 - end)?.stem === other.at(-1 - end)?.stem) end += 1
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)]
}

function areAlike(one: string, other: string): boolean {
  if (synonyms.some((words) => words.has(one) && words.has(other))) return true
  let shared = 0
  while (shared < one.length && one[shared] === other[shared]) shared += 1
  return shared >= Math.max(4, Math.min(one.length, other.length) - 2)
}
