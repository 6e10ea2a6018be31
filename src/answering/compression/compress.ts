import { estimateTokens } from '../../domain/text/token-estimate.ts'
import type { Comparison } from '../sentences/compare-question.ts'
import type { Place } from '../sentences/quotable.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'
import { cutToFit } from './cut-to-fit.ts'
import { inReadingOrder } from './in-reading-order.ts'
import { passagesNearTheBest } from './passages-near-the-best.ts'
import { findRepeats } from './find-repeats.ts'

/** A passage as evidence, and what of it a model is not given. */
export interface CompressedPassage {
  readonly passage: RetrievedPassage
  /** In order, not overlapping. Empty for a whole passage. */
  readonly leftOut: readonly Place[]
}

/** How many tokens a text has for the model that will read it. */
export type CountTokens = (text: string) => Promise<number>

export interface CompressionTask {
  /** Best first. */
  readonly passages: readonly RetrievedPassage[]
  readonly comparison: Comparison
  /** Whether only what comes near the best is kept: enough for one fact, too little for what joins, compares or sums up. */
  readonly isLookup: boolean
}

/** All that was found, whole, in the order in which it is read. */
export function uncompressed(passages: readonly RetrievedPassage[]): readonly CompressedPassage[] {
  return inReadingOrder(passages.map((passage) => ({ passage, leftOut: [] })))
}

/** Tokens of evidence that a model is given at most. */
const mostTokens = 2400
/** A passage that scores less than this share of the best one is no evidence, only the next thing in line. */
const leastShareOfBest = 0.3

/**
 * Cuts evidence to what matters: for a lookup the passages with a sentence that comes near the best one, else all that are evidence,
 * in the order in which they are read; without what was said before in the same words, and cut to the sentences that matter
 * where a passage is too much for the tokens that are left. The best one always stays, so that evidence never vanishes.
 * What is left out cannot confuse a model, cost tokens, or keep a question in the house that has nothing to do with it.
 */
export async function compress(task: CompressionTask, countTokens: CountTokens): Promise<readonly CompressedPassage[]> {
  const { passages, comparison, isLookup } = task
  const evidence = withoutTheRest(passages)
  const kept = isLookup ? passagesNearTheBest(evidence, comparison) : evidence
  const repeats = findRepeats(kept, comparison)
  const whole = kept.map((passage) => ({ passage, leftOut: repeats.get(passage) ?? [] }))
  return inReadingOrder(fitsSurely(kept) ? whole : await cutToFit(whole, comparison, mostTokens, countTokens))
}

function withoutTheRest(passages: readonly RetrievedPassage[]): readonly RetrievedPassage[] {
  const floor = Math.max(0, ...passages.map(({ score }) => score)) * leastShareOfBest
  return passages.filter(({ score }, index) => index === 0 || score >= floor)
}

/** Counting takes time, and most evidence is far from the limit. The estimate errs by less than this. */
const certainly = 0.6

function fitsSurely(passages: readonly RetrievedPassage[]): boolean {
  return passages.reduce((sum, { text }) => sum + estimateTokens(text), 0) <= mostTokens * certainly
}
