import { estimateTokens } from '../domain/token-estimate.ts'

/** A passage that scores less than this share of the best one is no evidence, only the next thing in line. */
const leastShareOfBest = 0.3

/**
 * Cuts evidence to what matters: passages that come near the best one, the best first, as many as fit
 * whole into a budget. The first one always stays, so that evidence never vanishes. What is left out
 * cannot confuse a model, cost tokens, or keep a question in the house that has nothing to do with it.
 * @param budget in estimated tokens
 */
export function compress<T extends { readonly text: string; readonly score: number }>(
  evidence: readonly T[],
  budget: number,
): readonly T[] {
  const floor = Math.max(0, ...evidence.map(({ score }) => score)) * leastShareOfBest
  const kept: T[] = []
  let used = 0
  for (const passage of evidence) {
    const tokens = estimateTokens(passage.text)
    if (kept.length > 0 && (passage.score < floor || used + tokens > budget)) continue
    kept.push(passage)
    used += tokens
  }
  return kept
}
