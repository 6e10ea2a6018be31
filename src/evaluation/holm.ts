/**
 * p-values made larger so that of all of them together at most one in twenty sets shows a difference
 * where there is none (S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", 1979). In
 * the order given.
 */
export function holmAdjusted(pValues: readonly number[]): readonly number[] {
  const ascending = [...pValues.keys()].toSorted((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1))
  const adjusted = pValues.map(() => 1)
  let largest = 0
  for (const [rank, index] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues[index] ?? 1) * (pValues.length - rank)))
    adjusted[index] = largest
  }
  return adjusted
}
