/** One way to write a word: terms that are added up, and what they count. */
export interface Wording {
  readonly terms: readonly string[]
  readonly weight: number
}

/** A term, or a word that may be written in several ways, of which only the best one counts in a chunk. */
export type WantedWord = string | readonly Wording[]

/** The terms among the words, each once, and the words that may be written in several ways. */
export function sortWords(words: readonly WantedWord[]): {
  readonly terms: readonly string[]
  readonly inSeveralWays: readonly (readonly Wording[])[]
} {
  const terms = new Set<string>()
  const inSeveralWays: (readonly Wording[])[] = []
  for (const word of words) {
    if (typeof word !== 'string') inSeveralWays.push(word)
    else if (word !== '') terms.add(word)
  }
  return { terms: [...terms], inSeveralWays }
}
