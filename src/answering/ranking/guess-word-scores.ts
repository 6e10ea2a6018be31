import type { Language } from '../../domain/language.ts'
import { type Measure, normaliser } from './fuse-scores.ts'

/** What counts of a vector's score where words cannot tell. Chosen by measurement: see `bench/README.md`. */
const guessed = 0.6

interface Candidate {
  readonly chunkId: string
  readonly language: Language
}

/**
 * A measure of words, for a question whose words have no way into other languages: a passage in another one cannot hold
 * them, so it has no less of this measure than a share of what its vector says. Otherwise a passage in the question's
 * language that holds some of its words would come before the one that answers it.
 */
export function guessWordScores(
  measure: Measure,
  vectors: ReadonlyMap<string, number>,
  candidates: readonly Candidate[],
  language: Language,
): Measure {
  if (measure.scores.size === 0) return measure
  const [byWords, byVector] = [normaliser(measure.scores), normaliser(vectors)]
  const scores = candidates.map((candidate) => {
    const { chunkId } = candidate
    const least = candidate.language === language ? 0 : guessed * byVector(chunkId)
    return [chunkId, Math.max(byWords(chunkId), least)] as const
  })
  return { scores: new Map(scores), weight: measure.weight }
}
