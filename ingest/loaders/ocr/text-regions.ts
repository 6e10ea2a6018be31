import type { LineBox } from './bitmap.ts'

/** How likely each pixel belongs to text, 0 to 1, row by row. */
export interface TextMap {
  readonly width: number
  readonly height: number
  readonly likelihood: Float32Array
}

/** Pixels above this belong to a line. */
const inkThreshold = 0.3
/** A region is text if its pixels are this likely on average. */
const regionThreshold = 0.6
/** The map shows lines shrunk to their core; this is by how much, as in the paper. */
const growth = 1.5
const smallestSide = 3

interface Point {
  readonly x: number
  readonly y: number
}

/**
 * The rectangles around the regions of a text map, in its pixels, in no order. The post-processing of
 * "Real-time Scene Text Detection with Differentiable Binarization" (Liao et al., 2020), with the
 * smallest rectangle around a region in place of its polygon.
 */
export function textRegions(map: TextMap): readonly LineBox[] {
  return connectedRegions(map).flatMap((outline) => {
    const box = smallestBox(convexHull(outline))
    if (Math.min(box.width, box.height) < smallestSide) return []
    const margin = (box.width * box.height * growth) / (2 * (box.width + box.height))
    return [{ ...box, width: box.width + 2 * margin, height: box.height + 2 * margin }]
  })
}

/** The leftmost and rightmost corners of every row of each region that is likely enough. */
function connectedRegions({ width, height, likelihood }: TextMap): readonly (readonly Point[])[] {
  const seen = new Uint8Array(width * height)
  const regions: Point[][] = []
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || (likelihood[start] ?? 0) <= inkThreshold) continue
    const edges = new Map<number, { left: number; right: number }>()
    const open = [start]
    seen[start] = 1
    let sum = 0
    let count = 0
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const x = at % width
      const y = (at - x) / width
      sum += likelihood[at] ?? 0
      count++
      const edge = edges.get(y)
      if (!edge) edges.set(y, { left: x, right: x })
      else if (x < edge.left) edge.left = x
      else if (x > edge.right) edge.right = x
      for (let near = 0; near < 9; near++) {
        const toX = x + (near % 3) - 1
        const toY = y + Math.floor(near / 3) - 1
        const to = toY * width + toX
        if (toX < 0 || toX >= width || toY < 0 || toY >= height || seen[to]) continue
        if ((likelihood[to] ?? 0) <= inkThreshold) continue
        seen[to] = 1
        open.push(to)
      }
    }
    if (sum / count >= regionThreshold) regions.push(cornersOf(edges))
  }
  return regions
}

function cornersOf(rows: ReadonlyMap<number, { readonly left: number; readonly right: number }>): Point[] {
  return [...rows].flatMap(([y, { left, right }]) => [
    { x: left, y },
    { x: left, y: y + 1 },
    { x: right + 1, y },
    { x: right + 1, y: y + 1 },
  ])
}

/** Andrew's monotone chain (1979). */
function convexHull(points: readonly Point[]): readonly Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y)
  const half = (ordered: readonly Point[]) => {
    const chain: Point[] = []
    for (const point of ordered) {
      while (chain.length >= 2 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

function turn(a: Point | undefined, b: Point | undefined, c: Point): number {
  return a && b ? (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) : 0
}

/** The rectangle of the smallest area around a hull: one of its sides lies along a side of the hull. */
function smallestBox(hull: readonly Point[]): LineBox {
  const boxes = hull.map((from, at) => {
    const to = hull[(at + 1) % hull.length] ?? from
    return boxAlong(hull, Math.atan2(to.y - from.y, to.x - from.x))
  })
  return boxes.reduce((best, box) => (box.width * box.height < best.width * best.height ? box : best))
}

function boxAlong(hull: readonly Point[], direction: number): LineBox {
  // A quarter turn gives the same rectangle: take the one that is closest to the horizontal.
  const angle = direction - Math.round(direction / (Math.PI / 2)) * (Math.PI / 2)
  const along = hull.map(({ x, y }) => x * Math.cos(angle) + y * Math.sin(angle))
  const across = hull.map(({ x, y }) => y * Math.cos(angle) - x * Math.sin(angle))
  const [left, right, top, bottom] = [Math.min(...along), Math.max(...along), Math.min(...across), Math.max(...across)]
  const u = (left + right) / 2
  const v = (top + bottom) / 2
  return {
    centreX: u * Math.cos(angle) - v * Math.sin(angle),
    centreY: u * Math.sin(angle) + v * Math.cos(angle),
    width: right - left,
    height: bottom - top,
    angle,
  }
}
