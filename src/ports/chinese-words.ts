/** Whose name a word is. */
export type ChineseNameClass = 'place' | 'person' | 'foreign-person'

/** What a dictionary says a word is. */
export type ChineseWordClass = ChineseNameClass | 'word'

/**
 * A dictionary of simplified Chinese that knows how often its words are used. Pure: the same text, the same words.
 * It may be loaded at the first call, which then takes a moment.
 */
export interface ChineseWords {
  /** The text with its traditional characters simplified one by one; of the same length. */
  simplified(text: string): string
  /**
   * Calls back for each word that begins at an offset of a simplified text, the shortest first.
   * `logProbability` is the natural logarithm of the word's share of running text.
   */
  wordsAt(text: string, at: number, visit: ChineseWordVisitor): void
  /** The names of a class. */
  namesOf(nameClass: ChineseNameClass): readonly string[]
}

export type ChineseWordVisitor = (end: number, logProbability: number, wordClass: ChineseWordClass) => void
