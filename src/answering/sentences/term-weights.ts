import { hasHan } from '../../domain/language.ts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'

/**
 * A Chinese term that no chunk holds is mostly a pair of characters from two words, and says little;
 * an unknown English word says that the subject is not there.
 */
const unknownHanShare = 0.2

/** How much a term says, by its rarity. */
export type TermWeight = (term: string) => number

/**
 * Inverse document frequency of terms over the index, in the form of BM25:
 * `ln(1 + (N − n + 0.5) / (n + 0.5))`. Terms not asked for here weigh 0.
 */
export async function weighTerms(
  keywords: Pick<KeywordIndex, 'statistics'>,
  terms: readonly string[],
): Promise<TermWeight> {
  const { chunks, frequency } = await keywords.statistics(terms)
  const asked = new Set(terms)
  return (term) => {
    if (!asked.has(term)) return 0
    const holding = frequency.get(term) ?? 0
    const weight = Math.log(1 + (chunks - holding + 0.5) / (holding + 0.5))
    return holding === 0 && hasHan(term) ? weight * unknownHanShare : weight
  }
}

/** The share of the question's weight that a set of terms covers, 0…1. */
export function coverage(questionTerms: readonly string[], terms: ReadonlySet<string>, weight: TermWeight): number {
  const total = questionTerms.reduce((sum, term) => sum + weight(term), 0)
  if (total === 0) return 0
  const covered = questionTerms.reduce((sum, term) => sum + (terms.has(term) ? weight(term) : 0), 0)
  return covered / total
}
