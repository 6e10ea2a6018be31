import { estimateTokens } from '../domain/token-estimate.ts'

/**
 * Cuts evidence to a budget: the best passages first, as many as fit whole. At least the first one
 * stays, so that evidence never vanishes.
 * @param budget in estimated tokens
 */
export function compress<T extends { readonly text: string }>(evidence: readonly T[], budget: number): readonly T[] {
  const kept: T[] = []
  let used = 0
  for (const passage of evidence) {
    const tokens = estimateTokens(passage.text)
    if (kept.length > 0 && used + tokens > budget) continue
    kept.push(passage)
    used += tokens
  }
  return kept
}
