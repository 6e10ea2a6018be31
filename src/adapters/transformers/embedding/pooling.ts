/** How the vectors of tokens become one: their mean, or the vector of the first token. */
export type Pooling = 'mean' | 'cls'

/** What a window contributes to the vector of its text: the sum of its rows, or with `cls` the first of them. */
export function poolWindow(rows: Float32Array, dimension: number, pooling: Pooling): Float32Array {
  if (pooling === 'cls') return rows.slice(0, dimension)
  const sum = new Float32Array(dimension)
  for (let start = 0; start < rows.length; start += dimension) {
    for (let d = 0; d < dimension; d++) sum[d] = (sum[d] ?? 0) + (rows[start + d] ?? 0)
  }
  return sum
}

/**
 * The vector of a text, of unit length: the direction of the mean over the tokens of all its windows, or over the first
 * tokens of its windows. Undefined when the numbers have no direction, as with a model that overflowed.
 */
export function joinWindows(windows: readonly Float32Array[]): Float32Array | undefined {
  const total = new Float32Array(windows[0]?.length ?? 0)
  for (const window of windows) window.forEach((value, d) => (total[d] = (total[d] ?? 0) + value))
  const length = Math.sqrt(total.reduce((squares, value) => squares + value * value, 0))
  return Number.isFinite(length) && length > 0 ? total.map((value) => value / length) : undefined
}
