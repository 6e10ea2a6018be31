import type { SourcedText } from '../domain/privacy/sourced-text.ts'
import type { Embedder } from './embedder.ts'

/**
 * The embedder as everybody gets it who works with content: it is told what each text is part of, and sends none where
 * the policy does not let it go. `tokens` is there only where the model runs here.
 */
export interface GuardedEmbedder extends Omit<Embedder, 'embed'> {
  /**
   * One vector for each text, in order; undefined for one that the policy keeps from the model.
   * @throws LorekeepError as `Embedder.embed`
   */
  embed(
    texts: readonly SourcedText[],
    purpose: 'query' | 'document',
    signal?: AbortSignal,
  ): Promise<readonly (Float32Array | undefined)[]>
  /** Which of some texts, were they embedded together, the policy would keep from the model. */
  withholds(texts: readonly SourcedText[]): Promise<readonly boolean[]>
}
