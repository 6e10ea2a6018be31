import type { KeywordIndex } from '../ports/keyword-index.ts'

/** How much a term says, by its rarity. */
export type TermWeight = (term: string) => number

/**
 * Inverse document frequency of terms over the index, in the form of BM25:
 * `ln(1 + (N − n + 0.5) / (n + 0.5))`. Terms not asked for here weigh 0.
 */
export async function weighTerms(keywords: KeywordIndex, terms: readonly string[]): Promise<TermWeight> {
  const { chunks, frequency } = await keywords.statistics(terms)
  const asked = new Set(terms)
  return (term) => {
    if (!asked.has(term)) return 0
    const holding = frequency.get(term) ?? 0
    return Math.log(1 + (chunks - holding + 0.5) / (holding + 0.5))
  }
}

/** The share of the question's weight that a set of terms covers, 0…1. */
export function coverage(questionTerms: readonly string[], terms: ReadonlySet<string>, weight: TermWeight): number {
  const total = questionTerms.reduce((sum, term) => sum + weight(term), 0)
  if (total === 0) return 0
  const covered = questionTerms.reduce((sum, term) => sum + (terms.has(term) ? weight(term) : 0), 0)
  return covered / total
}
