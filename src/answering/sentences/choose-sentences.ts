import { hasHan } from '../../domain/language.ts'
import type { Comparison } from './compare-question.ts'
import { type RankedSentence, rankSentences } from './rank-sentences.ts'

const mostSentences = 3
/** A further sentence must come this close to the best one… */
const closeToBest = 0.8
/** …and, unless it comes this close, bring words of the question that the chosen ones lack. */
const asGood = 0.93
/** The share of the question's weight that counts as bringing something. */
const leastBrought = 0.12

/**
 * The best sentence, and further ones that come close to it and are as good or bring what it lacks. They do not switch
 * the language of the answer.
 */
export function chooseSentences(comparison: Comparison): readonly RankedSentence[] {
  const [best, ...others] = rankSentences(comparison)
  if (best === undefined) return []
  const chosen = [best]
  for (const other of others) {
    if (chosen.length === mostSentences || other.score < best.score * closeToBest) break
    if (hasHan(other.sentence.text) !== hasHan(comparison.question.text)) continue
    if (other.score >= best.score * asGood || bringsMore(other, chosen, comparison)) chosen.push(other)
  }
  return chosen
}

function bringsMore(sentence: RankedSentence, chosen: readonly RankedSentence[], { question }: Comparison): boolean {
  const held = new Set(chosen.flatMap(({ terms }) => [...terms]))
  const total = question.terms.reduce((sum, term) => sum + question.weight(term), 0)
  const brought = question.terms
    .filter((term) => sentence.terms.has(term) && !held.has(term))
    .reduce((sum, term) => sum + question.weight(term), 0)
  return total > 0 && brought / total >= leastBrought
}
