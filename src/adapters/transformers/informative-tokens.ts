import { englishStopWords } from '../language/stop-words.ts'
import { type Piece, type PlacedToken, placeTokens } from './place-tokens.ts'

/** A token that says what its text is about. */
export interface InformativeToken extends PlacedToken {
  /** Which of the pieces it is. */
  readonly index: number
}

const letterOrDigit = /[\p{L}\p{N}]/u
const apostrophe = /['’]/

/** The tokens of a text but for punctuation, stop words, and what the vocabulary or the text does not know. */
export function informativeTokens(text: string, pieces: readonly Piece[]): readonly InformativeToken[] {
  return placeTokens(text, pieces).flatMap((token, index) =>
    token !== undefined && pieces[index] !== undefined && isInformative(token) ? [{ ...token, index }] : [],
  )
}

function isInformative({ word, before }: PlacedToken): boolean {
  if (!letterOrDigit.test(word) || englishStopWords.has(word)) return false
  return !(word === 's' && apostrophe.test(before))
}
