import type { TextAnalyzer } from '../../src/ports/text-analyzer.ts'

const stopWords = new Set([
  'a',
  'an',
  'the',
  'is',
  'are',
  'of',
  'to',
  'in',
  'do',
  'does',
  'how',
  'many',
  'what',
  'i',
  'may',
])

function termsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{Script=Latin}\p{N}]+|\p{Script=Han}/gu) ?? []
  )
}

/** Words and single Han characters: enough to tell texts apart in tests of what is built on an analyzer. */
export const plainAnalyzer: TextAnalyzer = {
  id: 'plain-1',
  documentTerms: termsOf,
  queryTerms: (text) => [...new Set(termsOf(text))].filter((term) => !stopWords.has(term)),
}
