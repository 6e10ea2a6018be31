import type { BridgedWord } from '../../ports/question-bridge.ts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import type { WordToken } from './encode-question.ts'

/** What a word that only asks counts beside one that says what for. */
const askingShare = 0.3

/** What a part of an unknown word counts: its meanings mislead as often as not. */
const partShare = 0.5

/** Meanings that are looked up; those further on are rarely the word used. */
const meaningsWeighed = 2

export interface WeighParts {
  readonly keywords: Pick<KeywordIndex, 'statistics'>
  readonly analyzer: TextAnalyzer
}

/** What each word of a question says, by its rarity in the index; in order of the words' numbers. */
export async function weighWords(
  { keywords, analyzer }: WeighParts,
  tokens: readonly WordToken[],
  bridged: readonly BridgedWord[],
): Promise<readonly number[]> {
  const words = bridged.length > 0 ? bridged.map((word) => writings(word, analyzer)) : tokens.map(writingOf)
  const { chunks, frequency } = await keywords.statistics([...new Set(words.flatMap(({ ways }) => ways.flat()))])
  return words.map(({ ways, share }) => {
    // A way to write the word that the index lacks altogether says nothing about the others.
    const found = ways.filter((terms) => terms.some((term) => frequency.has(term)))
    const weights = (found.length > 0 ? found : ways.filter((terms) => terms.length > 0)).map(meanRarity)
    return weights.length === 0 ? 0 : share * Math.min(...weights)
  })

  function meanRarity(terms: readonly string[]): number {
    return terms.reduce((sum, term) => sum + rarity(chunks, frequency.get(term) ?? 0), 0) / terms.length
  }

  function writingOf({ text }: WordToken): Writings {
    const terms = analyzer.queryTerms(text)
    return terms.length > 0 ? { ways: [terms], share: 1 } : { ways: [analyzer.documentTerms(text)], share: askingShare }
  }
}

/** Inverse document frequency in the form of BM25. */
function rarity(chunks: number, holding: number): number {
  return Math.log(1 + (chunks - holding + 0.5) / (holding + 0.5))
}

interface Writings {
  /** The terms of each way to write the word. */
  readonly ways: readonly (readonly string[])[]
  readonly share: number
}

function writings({ text, meanings, kind }: BridgedWord, analyzer: TextAnalyzer): Writings {
  const others = kind === 'literal' ? [] : meanings.slice(0, meaningsWeighed)
  const ways = [analyzer.queryTerms(text), ...others.map((meaning) => analyzer.documentTerms(meaning))]
  return { ways, share: kind === 'asking' ? 0 : kind === 'part' ? partShare : 1 }
}
