import { stemmer } from 'stemmer'
import { englishStopWords } from './stop-words.ts'

/** Longer runs of letters are cut; nobody types them. */
const longestTerm = 64

const wordCharacter = String.raw`[^\P{ID_Continue}\p{Script=Han}]`
const joint = String.raw`(?:[-./:@+&'’]|(?<=\d),(?=\d{3}(?!\d)))`

/**
 * Source of a pattern for a run of letters and digits other than Chinese, with everything that punctuation joins to it
 * without a space: `ab-1234/5`, `v2.3.1`, `jane.doe@example.com`, `c++`. Bounded, so that it takes linear time.
 */
export const latinToken = `${wordCharacter}{1,${longestTerm}}(?:${joint}${wordCharacter}{1,${longestTerm}}){0,15}(?:\\+\\+|#)?`

const apostrophe = /['’]/g
const possessive = /['’]s$/
const thousands = /(?<=\d),(?=\d{3})/g
const separators = /[^\p{L}\p{N}\p{M}]+/u
const marks = /\p{M}+/gu
const acronym = /^[A-Z]{2,5}$/
const asciiWord = /^[a-z]+$/

/**
 * The terms of a token: English words stemmed (Porter 1980) and without stop words; codes and part numbers whole, with
 * their parts, and with the parts run together, so that `AB-1234`, `AB 1234` and `AB1234` find one another.
 * Capitals set a word like "IT" apart from the stop word.
 */
export function latinTerms(token: string): readonly string[] {
  if (acronym.test(token) && englishStopWords.has(token.toLowerCase())) return [token.toLowerCase()]
  const text = token.replace(possessive, '').replace(thousands, '').toLowerCase()
  const joined = text.replace(apostrophe, '')
  if (asciiWord.test(joined)) return wordTerms(joined)
  const parts = joined.split(separators).filter((part) => part !== '')
  if (parts.length === 1 && parts[0] === joined) return wordTerms(joined)
  return [...wholeTerms(joined, parts), ...parts.flatMap(wordTerms)]
}

function wholeTerms(whole: string, parts: readonly string[]): readonly string[] {
  const together = parts.join('')
  const terms = /\d/.test(whole) && parts.length > 1 ? [whole, together] : [whole]
  return terms.filter((term) => term.length <= longestTerm)
}

function wordTerms(word: string): readonly string[] {
  if (englishStopWords.has(word)) return []
  if (asciiWord.test(word)) return [stemmer(word)]
  const plain = word.normalize('NFD').replace(marks, '').normalize('NFC')
  if (asciiWord.test(plain)) return [stemmer(plain)]
  return plain === '' ? [] : [plain]
}
