/** Cuts text into the terms that are indexed and searched. Pure: the same text, the same terms. */
export interface TextAnalyzer {
  /** Part of a document's version: a change means that keyword entries are rebuilt. */
  readonly id: string
  /** Every term of a document's text, in order, repeats included. */
  documentTerms(text: string): readonly string[]
  /** The distinct terms of a question that carry meaning; stop and question words are left out. */
  queryTerms(text: string): readonly string[]
}
