import type { AnswerSentence, Citation } from '../domain/answer.ts'

/** The words that a reader saw, with the citations that stand in them. */
export interface PresentedAnswer {
  readonly text: string
  readonly citations: readonly Citation[]
  /** Present once they were checked. */
  readonly sentences?: readonly AnswerSentence[]
  /** How many sentences were left out, as nothing carries them. */
  readonly removed?: number
}
