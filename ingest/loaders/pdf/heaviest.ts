/** The value with the greatest total weight; of equals the first. At least one pair must be given. */
export function heaviest<T>(pairs: readonly (readonly [value: T, weight: number])[]): T {
  const weights = new Map<T, number>()
  for (const [value, weight] of pairs) weights.set(value, (weights.get(value) ?? 0) + weight)
  const [first, ...others] = weights
  if (!first) throw new RangeError('No value to choose from')
  return others.reduce((best, entry) => (entry[1] > best[1] ? entry : best), first)[0]
}
