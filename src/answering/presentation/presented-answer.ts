import type { AnswerSentence, Citation } from '../../domain/answers/answer.ts'
import type { Recital } from './cite-recited.ts'

/** The words that a reader saw, with the citations that stand in them. */
export interface PresentedAnswer {
  readonly text: string
  readonly citations: readonly Citation[]
  /** Present once they were checked. */
  readonly sentences?: readonly AnswerSentence[]
  /** How many sentences were left out, as nothing carries them. */
  readonly removed?: number
  /** Passages that it repeated without citing them; absent for none. */
  readonly recited?: readonly Recital[]
}
