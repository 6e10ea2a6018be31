/**
 * Joins two rankings by the weighted sum of their min–max normalised scores. A candidate that one
 * ranking lacks counts as its lowest. Scores are 0…1.
 * @param denseShare weight of the first ranking, 0…1
 */
export function fuseScores(
  dense: ReadonlyMap<string, number>,
  keyword: ReadonlyMap<string, number>,
  denseShare: number,
): ReadonlyMap<string, number> {
  const denseOf = normaliser(dense)
  const keywordOf = normaliser(keyword)
  const ids = new Set([...dense.keys(), ...keyword.keys()])
  return new Map([...ids].map((id) => [id, denseShare * denseOf(id) + (1 - denseShare) * keywordOf(id)]))
}

function normaliser(scores: ReadonlyMap<string, number>): (id: string) => number {
  const values = [...scores.values()]
  const least = Math.min(...values)
  const spread = Math.max(...values) - least
  return (id) => {
    const score = scores.get(id)
    if (score === undefined) return 0
    return spread === 0 ? 1 : (score - least) / spread
  }
}
