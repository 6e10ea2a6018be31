import { harmonicMean } from './harmonic-mean.ts'

/**
 * How much of two texts stands in the same order: F1 of their longest common subsequence (C.-Y. Lin,
 * "ROUGE: A Package for Automatic Evaluation of Summaries", 2004, section 3.1 with β = 1).
 */
export function rougeL(candidate: readonly string[], reference: readonly string[]): number {
  if (candidate.length === 0 || reference.length === 0) return candidate.length === reference.length ? 1 : 0
  const common = longestCommonSubsequence(candidate, reference)
  return harmonicMean(common / candidate.length, common / reference.length)
}

/** Row by row; answers are short. */
function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  let above = new Uint32Array(b.length + 1)
  for (const token of a) {
    const row = new Uint32Array(b.length + 1)
    for (const [column, other] of b.entries()) {
      row[column + 1] = token === other ? (above[column] ?? 0) + 1 : Math.max(above[column + 1] ?? 0, row[column] ?? 0)
    }
    above = row
  }
  return above[b.length] ?? 0
}
