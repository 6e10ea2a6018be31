import type { TracedText } from '../domain/text/traced-text.ts'

/** Words of one language in another, word by word. A bridge for search, not a translation. */
export interface Gloss {
  readonly id: string
  /** English words for the Chinese ones of a text; other text is kept as it is. Says which word each comes from. */
  toEnglish(text: string): TracedText
}
