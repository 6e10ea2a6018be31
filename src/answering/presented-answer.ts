import type { Citation } from '../domain/answer.ts'

/** The words that a reader saw, with the citations that stand in them. */
export interface PresentedAnswer {
  readonly text: string
  readonly citations: readonly Citation[]
}
