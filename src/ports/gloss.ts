/** Words of one language in another, word by word. A bridge for search, not a translation. */
export interface Gloss {
  readonly id: string
  /** English words for the Chinese ones of a text; other text is kept as it is. */
  toEnglish(text: string): string
}
