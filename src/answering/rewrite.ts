import { languageOf } from '../domain/language.ts'
import type { Turn } from '../ports/conversation-store.ts'

/** Openings and words that lean on what was said before, by language. */
const leaning = {
  en: [
    /^(?:and|but|so|or|then|also|what about|how about|what if|why|why not|since when|until when)\b/iu,
    /\b(?:it|its|they|them|their|that one|this one|those|these|the same|he|she|his|her|there|instead|else)\b/iu,
  ],
  zh: [
    /^(?:那么?|还有|另外|如果|要是|为什么|然后|换成|以及)/u,
    /(?:它们?|他们?|她们?|这个|那个|这些|那些|上述|同样|呢[？?]?$)/u,
  ],
} as const

/** A question longer than this stands on its own. */
const shortQuestion = { en: 9, zh: 16 } as const

/**
 * Makes a follow-up into a question that can be searched on its own, by rule: a short question that
 * leans on the talk before it gets the question before it in front. Others stay as they are.
 */
export function rewrite(question: string, turns: readonly Turn[]): string {
  const before = turns.at(-1)
  if (before === undefined) return question
  const language = languageOf(question)
  const length = language === 'zh' ? [...question].length : question.trim().split(/\s+/).length
  const leans = leaning[language].some((pattern) => pattern.test(question.trim()))
  if (!leans || length > shortQuestion[language]) return question
  return `${before.standaloneQuestion} ${question}`.slice(0, 4000)
}
