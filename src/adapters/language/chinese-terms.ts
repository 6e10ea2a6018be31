import { searchWordsOf, wordsOf } from './segment-chinese.ts'
import { chineseQuestionWords } from './stop-words.ts'

/**
 * The terms of a run of simplified Chinese characters: jieba's search words and every pair of neighbouring characters.
 * The pairs find what jieba cuts differently in a question and in a document.
 */
export function chineseTerms(run: string): readonly string[] {
  return [...searchWordsOf(run), ...bigramsOf(run)]
}

/** As {@link chineseTerms}, for a question: its question words are taken out, and no pair reaches across one. */
export function chineseQueryTerms(run: string): readonly string[] {
  const terms: string[] = []
  let stretch = ''
  for (const word of wordsOf(run)) {
    if (!chineseQuestionWords.has(word)) {
      stretch += word
      continue
    }
    terms.push(...chineseTerms(stretch))
    stretch = ''
  }
  return [...terms, ...chineseTerms(stretch)]
}

function bigramsOf(run: string): readonly string[] {
  const characters = Array.from(run)
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`)
}
