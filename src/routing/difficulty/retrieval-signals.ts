/** What a search says of how hard its question is. */
export interface RetrievalSignals {
  /** How close the best sentence comes to the question: the `sentence` of the evidence features. */
  readonly bestSentence: number
  /** By how much the best passage scores more than the last one. */
  readonly spread: number
  /** Whether versions contradict each other in what was asked. */
  readonly hasConflict: boolean
}

/**
 * Log odds of a hard question, from what was found: one that a single sentence answers stands out. The weights are those
 * of a logistic regression over wording, meaning and these signals (`bench/README.md`), the middle taken off, so that an
 * ordinary search says nothing.
 */
export function retrievalLogOdds({ bestSentence, spread, hasConflict }: RetrievalSignals): number {
  return -0.5 * (bestSentence - 1.4) - 0.5 * (spread - 0.35) + (hasConflict ? conflictLogOdds : 0)
}

/** An answer that names both versions and their dates takes more than a quotation. */
const conflictLogOdds = 1
