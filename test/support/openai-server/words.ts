import { splitIntoTokens } from './token-count.ts'

/** The distinct words of a text in lower case, without punctuation; one Chinese, Japanese or Korean character is a word. */
export function wordsOf(text: string): ReadonlySet<string> {
  const bare = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
  return new Set(
    splitIntoTokens(bare)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  )
}
