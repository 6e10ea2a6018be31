import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { chineseQueryTerms, chineseTerms } from './chinese-terms.ts'
import { latinTerms, latinToken } from './latin-terms.ts'
import { simplify } from './simplify.ts'
import { englishQuestionWords } from './stop-words.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

const tokens = new RegExp(String.raw`(?<chinese>\p{Script=Han}+)|${latinToken}`, 'gu')

/**
 * Cuts English and Chinese into terms for a keyword index. Compatibility forms such as full-width letters count as the
 * ordinary ones (NFKC), traditional characters as simplified ones, capitals as small letters. English words are
 * stemmed, Chinese ones cut by jieba, codes kept whole and in parts. Loads jieba's dictionary at the first Chinese text
 * (0.3 s); takes time in proportion to the text, whatever is in it.
 */
export function createJiebaAnalyzer(): TextAnalyzer {
  return {
    id: 'jieba-porter-1',
    documentTerms: (text) => termsOf(text, chineseTerms),
    queryTerms: (text) => [
      ...new Set(termsOf(text, chineseQueryTerms, (token) => englishQuestionWords.has(token.toLowerCase()))),
    ],
  }
}

function termsOf(
  text: string,
  chinese: (run: string) => readonly string[],
  isLeftOut: (token: string) => boolean = () => false,
): readonly string[] {
  const terms: string[] = []
  for (const match of allMatches(text.normalize('NFKC'), tokens)) {
    const run = match.groups?.['chinese']
    if (run !== undefined) for (const term of chinese(simplify(run))) terms.push(term)
    else if (!isLeftOut(match[0])) for (const term of latinTerms(match[0])) terms.push(term)
  }
  return terms
}
