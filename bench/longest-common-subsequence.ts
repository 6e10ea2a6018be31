/**
 * How many tokens two texts share in the same order. Greedy shortest edit script: time grows with the
 * number of differences, not with the product of the lengths (E. Myers, "An O(ND) Difference Algorithm
 * and Its Variations", Algorithmica 1986).
 */
export function longestCommonSubsequence(left: readonly string[], right: readonly string[]): number {
  const ids = new Map<string, number>()
  const numbered = (tokens: readonly string[]) => Int32Array.from(tokens, (token) => idOf(ids, token))
  const edits = editDistance(numbered(left), numbered(right))
  return (left.length + right.length - edits) / 2
}

function idOf(ids: Map<string, number>, token: string): number {
  const known = ids.get(token)
  if (known !== undefined) return known
  ids.set(token, ids.size)
  return ids.size - 1
}

/** The fewest insertions and deletions that turn one sequence into the other. */
function editDistance(left: Int32Array, right: Int32Array): number {
  const most = left.length + right.length
  // How far into `left` each diagonal reaches with the edits so far.
  const reach = new Int32Array(2 * most + 3)
  const at = (diagonal: number) => diagonal + most + 1
  for (let edits = 0; edits <= most; edits++) {
    // Diagonals beyond the ends of a sequence lead nowhere.
    const lowest = -edits + 2 * Math.max(0, edits - right.length)
    const highest = edits - 2 * Math.max(0, edits - left.length)
    for (let diagonal = lowest; diagonal <= highest; diagonal += 2) {
      const below = reach[at(diagonal - 1)] ?? 0
      const above = reach[at(diagonal + 1)] ?? 0
      const down = diagonal === -edits || (diagonal !== edits && below < above)
      let x = down ? above : below + 1
      while (x < left.length && x - diagonal < right.length && left[x] === right[x - diagonal]) x++
      reach[at(diagonal)] = x
      if (x >= left.length && x - diagonal >= right.length) return edits
    }
  }
  return most
}
