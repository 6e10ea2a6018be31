/** Which tokens of two texts belong to a longest sequence that both hold in the same order. */
export interface CommonTokens {
  readonly count: number
  /** 1 where a token of the left text is common, else 0. */
  readonly left: Uint8Array
  readonly right: Uint8Array
}

interface Part {
  readonly left: readonly [from: number, to: number]
  readonly right: readonly [from: number, to: number]
}

/**
 * Finds a longest common subsequence in linear space: the middle of a shortest edit script is found from
 * both ends and parts the texts in two. Time grows with the number of differences (E. Myers, "An O(ND)
 * Difference Algorithm and Its Variations", Algorithmica 1986, section 4b).
 */
export function commonTokens(left: readonly string[], right: readonly string[]): CommonTokens {
  const ids = new Map<string, number>()
  const a = Int32Array.from(left, (token) => idOf(ids, token))
  const b = Int32Array.from(right, (token) => idOf(ids, token))
  const found = { left: new Uint8Array(a.length), right: new Uint8Array(b.length) }
  const rows = new Reaches(a.length + b.length)
  const open: Part[] = [{ left: [0, a.length], right: [0, b.length] }]
  let count = 0
  const match = (x: number, y: number) => {
    found.left[x] = 1
    found.right[y] = 1
    count++
  }
  for (let part = open.pop(); part; part = open.pop()) {
    let [x, xEnd] = part.left
    let [y, yEnd] = part.right
    while (x < xEnd && y < yEnd && a[x] === b[y]) match(x++, y++)
    while (x < xEnd && y < yEnd && a[xEnd - 1] === b[yEnd - 1]) match(--xEnd, --yEnd)
    if (x === xEnd || y === yEnd) continue
    const [middleX, middleY] = middleOf(a, b, { left: [x, xEnd], right: [y, yEnd] }, rows)
    open.push({ left: [x, middleX], right: [y, middleY] }, { left: [middleX, xEnd], right: [middleY, yEnd] })
  }
  return { count, ...found }
}

function idOf(ids: Map<string, number>, token: string): number {
  const known = ids.get(token)
  if (known !== undefined) return known
  ids.set(token, ids.size)
  return ids.size - 1
}

/** How far into the left text each diagonal reaches, from the start and from the end. */
class Reaches {
  readonly forward: Int32Array
  readonly backward: Int32Array
  readonly #offset: number

  constructor(size: number) {
    this.forward = new Int32Array(2 * size + 3)
    this.backward = new Int32Array(2 * size + 3)
    this.#offset = size + 1
  }

  at(diagonal: number): number {
    return diagonal + this.#offset
  }
}

/** A place that a shortest edit script passes; neither end of the part. */
function middleOf(a: Int32Array, b: Int32Array, part: Part, rows: Reaches): readonly [x: number, y: number] {
  const [x0, x1] = part.left
  const [y0, y1] = part.right
  const n = x1 - x0
  const m = y1 - y0
  const delta = n - m
  const isOdd = delta % 2 !== 0
  const { forward, backward } = rows
  forward[rows.at(1)] = 0
  backward[rows.at(1)] = 0
  for (let edits = 0; edits <= Math.ceil((n + m) / 2); edits++) {
    const lowest = -edits + 2 * Math.max(0, edits - m)
    const highest = edits - 2 * Math.max(0, edits - n)
    for (const reach of [forward, backward]) {
      // Beyond the ends of a text nothing is reached.
      if (lowest > -edits) reach[rows.at(lowest - 1)] = -1
      if (highest < edits) reach[rows.at(highest + 1)] = -1
    }
    for (let k = lowest; k <= highest; k += 2) {
      let x = stepped(forward, rows.at(k), k, edits)
      while (x < n && x - k < m && a[x0 + x] === b[y0 + x - k]) x++
      forward[rows.at(k)] = x
      const opposite = delta - k
      const isMet = isOdd && Math.abs(opposite) < edits && x + (backward[rows.at(opposite)] ?? 0) >= n
      if (isMet) return [x0 + x, y0 + x - k]
    }
    for (let k = lowest; k <= highest; k += 2) {
      let x = stepped(backward, rows.at(k), k, edits)
      while (x < n && x - k < m && a[x1 - x - 1] === b[y1 - (x - k) - 1]) x++
      backward[rows.at(k)] = x
      const opposite = delta - k
      const isMet = !isOdd && Math.abs(opposite) <= edits && x + (forward[rows.at(opposite)] ?? 0) >= n
      if (isMet) return [x1 - x, y1 - (x - k)]
    }
  }
  throw new RangeError('Two texts always have an edit script')
}

function stepped(reach: Int32Array, at: number, diagonal: number, edits: number): number {
  const below = reach[at - 1] ?? 0
  const above = reach[at + 1] ?? 0
  return diagonal === -edits || (diagonal !== edits && below < above) ? above : below + 1
}
