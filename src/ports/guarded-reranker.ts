import type { SourcedText } from '../domain/privacy/sourced-text.ts'
import type { Reranker } from './reranker.ts'

/** The reranker as everybody gets it who works with content: it sends no text where the policy does not let it go. */
export interface GuardedReranker extends Omit<Reranker, 'scores'> {
  /**
   * One score for each passage, in order, as `Reranker.scores`; undefined for a passage that the policy keeps from the
   * model, and for all of them where it keeps the question from it.
   */
  scores(
    question: string,
    passages: readonly SourcedText[],
    signal?: AbortSignal,
  ): Promise<readonly (number | undefined)[]>
}
