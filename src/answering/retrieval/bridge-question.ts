import type { WantedWord } from '../../domain/text/wanted-words.ts'
import type { BridgedWord } from '../../ports/question-bridge.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** What a word counts that leads to another language: its fewer terms weigh against the many of the question's own. */
const bridgeWeight = 2

/** What each further meaning counts, as a share of the one before it. */
const decay = 0.8

/** Measured: with the second meanings a question is understood far better, with the third hardly. */
const mostReadings = 2

/**
 * The words to search documents in the other language by: every meaning is a way to write the word. Meanings of several
 * terms count by the square root of their number.
 */
export function wordsInOtherLanguage(words: readonly BridgedWord[], analyzer: TextAnalyzer): readonly WantedWord[] {
  return words
    .filter(({ kind }) => kind === 'word' || kind === 'part')
    .map(({ meanings }) =>
      meanings.flatMap((meaning, at) => {
        const terms = analyzer.documentTerms(meaning)
        const weight = (bridgeWeight * decay ** at) / Math.sqrt(terms.length)
        return terms.length === 0 ? [] : [{ terms, weight }]
      }),
    )
    .filter((ways) => ways.length > 0)
}

/** A question with one meaning for each word. */
export interface Reading {
  readonly text: string
  /** Its words in order, with the number of the word of the question that each stands for. */
  readonly words: readonly { readonly text: string; readonly of: number }[]
}

const wordsInText = /[\p{L}\p{N}]+/gu

/** The question with the first meaning of each word, with the second, and so on. */
export function readingsOf(words: readonly BridgedWord[]): readonly Reading[] {
  const most = Math.max(1, ...words.map(({ meanings }) => meanings.length))
  return Array.from({ length: Math.min(most, mostReadings) }, (_, choice) => {
    const chosen = words.map(({ meanings }) => meanings[choice] ?? meanings.at(-1) ?? '')
    return {
      text: chosen.join(' ').replaceAll(/\s+/g, ' ').trim(),
      words: chosen.flatMap((meaning, of) =>
        allMatches(meaning.toLowerCase(), wordsInText).map(([text]) => ({ text, of })),
      ),
    }
  })
}
