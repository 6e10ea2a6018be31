/** Overlap coefficient (Szymkiewicz–Simpson) of two sets of terms: the share of the smaller one that both hold, 0…1. */
export function termOverlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [smaller, larger] = a.size <= b.size ? [a, b] : [b, a]
  if (smaller.size === 0) return 0
  return [...smaller].filter((term) => larger.has(term)).length / smaller.size
}
