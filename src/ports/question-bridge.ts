/** A word of a question, with what it may mean in the other language. */
export interface BridgedWord {
  /** As it stands in the question, in simplified characters. */
  readonly text: string
  /** What it may mean, the likeliest first; of a piece that needs no bridge the piece itself. */
  readonly meanings: readonly string[]
  /**
   * `literal`: not in need of a bridge; `word`: known as a whole; `part`: of a word that is not known, often a name
   * written by its sound, so that the meanings mislead; `asking`: says that something is asked, not what.
   */
  readonly kind: 'literal' | 'word' | 'part' | 'asking'
}

/** Leads a question over to documents in another language, word by word. For searching, not a translation. */
export interface QuestionBridge {
  /** The words of a question in order; none for a question that needs no bridge. */
  wordsOf(question: string, signal?: AbortSignal): Promise<readonly BridgedWord[]>
}
