import { countTokens } from './count-tokens.ts'
import { harmonicMean } from './harmonic-mean.ts'

/** How well two texts agree in their tokens, whatever the order: the F1 of SQuAD (Rajpurkar et al., EMNLP 2016). */
export function tokenF1(candidate: readonly string[], reference: readonly string[]): number {
  if (candidate.length === 0 || reference.length === 0) return candidate.length === reference.length ? 1 : 0
  const wanted = countTokens(reference)
  let common = 0
  for (const [token, count] of countTokens(candidate)) common += Math.min(count, wanted.get(token) ?? 0)
  return harmonicMean(common / candidate.length, common / reference.length)
}
