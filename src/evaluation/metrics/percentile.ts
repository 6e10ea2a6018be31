/** The smallest value that a share of all values does not exceed (nearest rank); undefined without values. */
export function percentile(share: number, values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}
