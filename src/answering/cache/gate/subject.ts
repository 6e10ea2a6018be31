import type { QuestionWord, ReadQuestion } from './read-question.ts'

/** So much of what each question is about, the other one has to be about too. */
const least = { english: 0.6, chinese: 0.8 }

/** Whether one of two questions is about more than the other. Statements say the same in words that share less. */
export function isAboutOther(asked: ReadQuestion, remembered: ReadQuestion): boolean {
  if (!asked.isAsking || !remembered.isAsking) return false
  const [one, other] = [partsOf(asked), partsOf(remembered)]
  const shared = [...one].filter((part) => other.has(part)).length
  return shared < Math.max(one.size, other.size) * (asked.isChinese ? least.chinese : least.english)
}

/** The words of content; of Chinese their characters, as these may be cut into words in several ways. */
function partsOf({ words, isChinese }: ReadQuestion): ReadonlySet<string> {
  const content = words.filter(({ isContent }) => isContent)
  return new Set(content.flatMap(({ stem }: QuestionWord) => (isChinese ? [...stem] : [stem])))
}
