import type { Comparison } from '../sentences/compare-question.ts'
import { rankSentences } from '../sentences/rank-sentences.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'

/**
 * How far below the best sentence of all that of a passage may score, on the scale of `rankSentences`. Measured by what
 * is lost with it: see the compression of evidence among the measurements.
 */
const depth = 3.5

/**
 * The passages whose best sentence comes near the best of all. How near tells more than any number of passages: where
 * one answers clearly the others go, where none stands out all stay.
 */
export function passagesNearTheBest(
  passages: readonly RetrievedPassage[],
  comparison: Comparison,
): readonly RetrievedPassage[] {
  const bestOf = new Map<RetrievedPassage, number>()
  for (const { of, score } of rankSentences(comparison)) {
    bestOf.set(of.passage, Math.max(score, bestOf.get(of.passage) ?? Number.NEGATIVE_INFINITY))
  }
  const floor = Math.max(...passages.map((passage) => bestOf.get(passage) ?? Number.NEGATIVE_INFINITY)) - depth
  const near = passages.filter((passage) => (bestOf.get(passage) ?? Number.NEGATIVE_INFINITY) >= floor)
  return near.length === 0 ? passages : near
}
