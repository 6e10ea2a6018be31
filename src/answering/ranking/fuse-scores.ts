/** Scores of candidates by one measure, and how much it counts. */
export interface Measure {
  readonly scores: ReadonlyMap<string, number>
  readonly weight: number
}

/**
 * Joins measures of any scale: the weighted mean of their min–max normalised scores, 0…1. A candidate that a measure
 * does not know counts as its lowest; a measure that knows none counts for nothing.
 */
export function fuseScores(ids: Iterable<string>, measures: readonly Measure[]): ReadonlyMap<string, number> {
  const known = measures.filter(({ scores }) => scores.size > 0)
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  const normalised = known.map(({ scores, weight }) => ({ weight, of: normaliser(scores) }))
  return new Map(
    [...ids].map((id) => [
      id,
      total === 0 ? 0 : normalised.reduce((sum, { weight, of }) => sum + weight * of(id), 0) / total,
    ]),
  )
}

/** The scores between 0 and 1, as `fuseScores` adds them up; 0 for a candidate that the measure does not know. */
export function normaliser(scores: ReadonlyMap<string, number>): (id: string) => number {
  const values = [...scores.values()]
  const least = Math.min(...values)
  const spread = Math.max(...values) - least
  return (id) => {
    const score = scores.get(id)
    if (score === undefined) return 0
    return spread === 0 ? 1 : (score - least) / spread
  }
}
