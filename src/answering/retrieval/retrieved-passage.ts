import type { Passage } from '../../domain/documents/passage.ts'

/** A passage with what each engine said of it. */
export interface RetrievedPassage extends Passage {
  /** Cosine of question and chunk; 0 when the vector index did not bring it. */
  readonly dense: number
  /** There where no vector of it or of the question tells how close they are, so that the words have to. */
  readonly isUnread?: true
  /** BM25; 0 when the keyword index did not bring it. */
  readonly keyword: number
}
