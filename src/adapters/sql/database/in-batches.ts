/** Cuts a list so that no statement has more parameters than an engine takes (SQLite: 32,766). */
export function inBatches<T>(items: readonly T[], size = 500): readonly (readonly T[])[] {
  const batches: (readonly T[])[] = []
  for (let start = 0; start < items.length; start += size) batches.push(items.slice(start, start + size))
  return batches
}
