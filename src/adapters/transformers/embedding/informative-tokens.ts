import { englishStopWords } from '../../language/stop-words.ts'
import { type Piece, type PlacedToken, placeTokens } from './place-tokens.ts'

const letterOrDigit = /[\p{L}\p{N}]/u
const apostrophe = /['’]/

/** The tokens of a text but for punctuation, stop words, and what the vocabulary or the text does not know. */
export function informativeTokens(text: string, pieces: readonly Piece[]): readonly PlacedToken[] {
  return placeTokens(text, pieces).filter(
    (token): token is PlacedToken => token !== undefined && pieces[token.index] !== undefined && isInformative(token),
  )
}

function isInformative({ word, before }: PlacedToken): boolean {
  if (!letterOrDigit.test(word) || englishStopWords.has(word)) return false
  return !(word === 's' && apostrophe.test(before))
}
