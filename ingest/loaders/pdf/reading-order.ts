import type { PdfRun } from './pdf-page.ts'

/** Something that stands on a page: a run of print, or a table that is kept whole. */
export interface PlacedBox {
  readonly x: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly order: number
  readonly size: number
  readonly content: { readonly kind: 'run'; readonly run: PdfRun } | { readonly kind: 'table'; readonly table: number }
}

/** Runs in one column, or a table. */
export type Zone =
  | { readonly kind: 'runs'; readonly runs: readonly PdfRun[] }
  | { readonly kind: 'table'; readonly table: number }

/** Widths in letter heights. A gutter is at least so wide beside most lines, … */
const gutterWidth = 0.7
/** … and no line comes closer to the column behind it. */
const gutterCore = 0.3
/** A column of running text is at least so wide. */
const proseWidth = 8
const minLines = 3
/** A page with more boxes than this is no page of text, and is read from top to bottom. */
const maxBoxes = 6000
const maxEdges = 40

export function boxOfRun(run: PdfRun): PlacedBox {
  const { x, right, y, size, order } = run
  return { x, right, top: y - 0.8 * size, bottom: y + 0.2 * size, order, size, content: { kind: 'run', run } }
}

/**
 * Cuts a page into zones in the order of reading: what stands above columns, each column from left to
 * right, what stands below. A table keeps its place, and is never taken for columns.
 */
export function inReadingOrder(boxes: readonly PlacedBox[]): readonly Zone[] {
  const gutter = boxes.length <= maxBoxes ? findGutter(boxes) : undefined
  if (gutter === undefined) return fromTopToBottom(boxes)
  const { above, left, right, below } = gutter
  return [above, left, right, below].flatMap((part) => (part.length > 0 ? inReadingOrder(part) : []))
}

function fromTopToBottom(boxes: readonly PlacedBox[]): readonly Zone[] {
  const zones: Zone[] = []
  let runs: PdfRun[] = []
  const flush = () => {
    if (runs.length > 0) zones.push({ kind: 'runs', runs })
    runs = []
  }
  for (const { content } of boxes.toSorted((a, b) => a.top - b.top)) {
    if (content.kind === 'run') {
      runs.push(content.run)
    } else {
      flush()
      zones.push(content)
    }
  }
  flush()
  return zones
}

interface Cut {
  readonly above: readonly PlacedBox[]
  readonly left: readonly PlacedBox[]
  readonly right: readonly PlacedBox[]
  readonly below: readonly PlacedBox[]
}

/** The white space between two columns with the most lines beside it. */
function findGutter(boxes: readonly PlacedBox[]): Cut | undefined {
  const em = median(boxes.map(({ size }) => size))
  const sorted = boxes.toSorted((a, b) => a.top - b.top)
  let best: { readonly cut: Cut; readonly lines: number } | undefined
  for (const edge of columnEdges(boxes, em)) {
    const limit = edge - gutterCore * em
    for (const band of bandsBeside(limit, sorted)) {
      const sides = sidesOf(band, limit)
      const lines = columnLines(sides, edge, em)
      if (lines > (best?.lines ?? 0)) best = { cut: cutOut(sorted, sides), lines }
    }
  }
  return best?.cut
}

/** Where at least three boxes begin, one below another; the most used places only, of which no page needs many. */
function columnEdges(boxes: readonly PlacedBox[], em: number): readonly number[] {
  const lefts = boxes.map(({ x }) => x).toSorted((a, b) => a - b)
  const edges: { readonly edge: number; readonly boxes: number }[] = []
  let from = 0
  for (let at = 1; at <= lefts.length; at++) {
    const gap = (lefts[at] ?? Infinity) - (lefts[at - 1] ?? 0)
    if (gap <= 0.25 * em) continue
    if (at - from >= minLines) edges.push({ edge: lefts[from] ?? 0, boxes: at - from })
    from = at
  }
  return edges
    .toSorted((a, b) => b.boxes - a.boxes)
    .slice(0, maxEdges)
    .map(({ edge }) => edge)
}

/** The boxes between those that lie across a vertical line. */
function bandsBeside(limit: number, sorted: readonly PlacedBox[]): readonly (readonly PlacedBox[])[] {
  const bands: PlacedBox[][] = []
  let band: PlacedBox[] = []
  let blockedTo = -Infinity
  for (const box of sorted) {
    if (box.x < limit && box.right > limit) {
      bands.push(band)
      band = []
      blockedTo = Math.max(blockedTo, box.bottom)
    } else if ((box.top + box.bottom) / 2 > blockedTo) {
      band.push(box)
    }
  }
  bands.push(band)
  return bands.filter(({ length }) => length >= 2 * minLines)
}

interface Sides {
  readonly left: readonly PlacedBox[]
  readonly right: readonly PlacedBox[]
}

function sidesOf(band: readonly PlacedBox[], limit: number): Sides {
  const right = band.filter(({ x }) => x >= limit)
  const inLeft = band.filter(({ x }) => x < limit)
  return { left: withoutTail(inLeft, right), right }
}

/**
 * A short line below both columns, in the place of the left one, such as a heading over what
 * follows, is not part of them.
 */
function withoutTail(left: readonly PlacedBox[], right: readonly PlacedBox[]): readonly PlacedBox[] {
  const end = Math.max(...right.map(({ bottom }) => bottom))
  const tail = left.findIndex((box, at) => {
    const before = left[at - 1]
    return before !== undefined && box.top > end && box.top - before.bottom > 0.8 * box.size
  })
  return tail !== -1 && left.length - tail <= 2 ? left.slice(0, tail) : left
}

function cutOut(sorted: readonly PlacedBox[], { left, right }: Sides): Cut {
  const inside = new Set([...left, ...right])
  const top = Math.min(...[...inside].map((box) => box.top))
  const others = sorted.filter((box) => !inside.has(box))
  return {
    above: others.filter((box) => box.top < top),
    left,
    right,
    below: others.filter((box) => box.top >= top),
  }
}

/** How many lines two columns have beside each other; 0 where they are none. */
function columnLines({ left, right }: Sides, edge: number, em: number): number {
  // Beside the gutter stand the last boxes of the lines before it and the first of those behind it.
  const before = rowsOf(left, em).flatMap((row) => row.at(-1) ?? [])
  const behind = rowsOf(right, em).flatMap((row) => row[0] ?? [])
  const beside = Math.min(overlapping(before, behind).length, overlapping(behind, before).length)
  if (beside < minLines) return 0
  const free = before.filter((box) => box.right <= edge - gutterWidth * em)
  if (free.length < 0.8 * before.length) return 0
  return areColumns({ left, right }, before, behind, em) ? beside : 0
}

function areColumns(sides: Sides, before: readonly PlacedBox[], behind: readonly PlacedBox[], em: number): boolean {
  if (areLabels(before) || areLabels(behind)) return false
  const shapes = [shapeOf(before, em), shapeOf(behind, em)]
  if (shapes.some(({ isDense }) => !isDense)) return false
  const { switches, isByRows } = writingOf(sides)
  if (switches <= 1) return shapes.every(({ width }) => width >= 3)
  if (isByRows) return false
  const isInBlocks = switches <= 0.15 * (before.length + behind.length)
  return shapes.every(({ isProse }) => isProse) || (isInBlocks && shapes.some(({ isProse }) => isProse))
}

/** Figures, marks and names of fields are cells of a table or form, however they are written. */
function areLabels(boxes: readonly PlacedBox[]): boolean {
  const label = /^[\p{N}\p{S}\p{P}\s]*$|[:：]$/u
  const labels = boxes.filter(({ content }) => content.kind === 'run' && label.test(content.run.text))
  return labels.length >= 0.5 * boxes.length
}

interface Shape {
  /** In letter heights. */
  readonly width: number
  /** Its lines follow each other closely. */
  readonly isDense: boolean
  /** Most of its lines fill it, as those of a paragraph do. */
  readonly isProse: boolean
}

function shapeOf(column: readonly PlacedBox[], em: number): Shape {
  const widths = column.map(({ x, right }) => right - x)
  const width = quantile(widths, 0.9)
  const steps = column.slice(1).map((box, at) => box.bottom - (column[at]?.bottom ?? 0))
  const isDense = median(steps) <= 2 * em
  const full = widths.filter((own) => own >= 0.75 * width)
  return {
    width: width / em,
    isDense,
    isProse: isDense && width >= proseWidth * em && full.length >= 0.5 * column.length,
  }
}

/**
 * How the file writes two sides: how often it changes between them, and whether it goes on with the
 * left one only below all that it wrote on the right, as with cells of more than one line.
 */
function writingOf({ left, right }: Sides): { readonly switches: number; readonly isByRows: boolean } {
  const sided = [...left.map((box) => ({ box, isRight: false })), ...right.map((box) => ({ box, isRight: true }))]
  let switches = 0
  let backs = 0
  let rowBacks = 0
  let lowest = -Infinity
  let deepRows = 0
  let since: PlacedBox[] = []
  let previous: boolean | undefined
  for (const { box, isRight } of sided.toSorted((a, b) => a.box.order - b.box.order)) {
    if (previous !== undefined && previous !== isRight) {
      switches++
      if (!isRight) {
        backs++
        if (box.top > lowest - 0.3 * box.size) rowBacks++
        if (isDeep(since)) deepRows++
        since = []
      }
    }
    lowest = Math.max(lowest, box.bottom)
    since.push(box)
    previous = isRight
  }
  // Columns that are written line by line, all across the page, come back after every line.
  return { switches, isByRows: backs > 0 && rowBacks >= 0.9 * backs && deepRows > 0 && startTogether(left, right) }
}

function isDeep(boxes: readonly PlacedBox[]): boolean {
  const tops = boxes.map(({ top }) => top)
  return Math.max(...tops) - Math.min(...tops) > 0.8 * (boxes[0]?.size ?? 1)
}

/** Cells of a row begin at the same height, and nothing of one column lies beside the gaps of the other. */
function startTogether(left: readonly PlacedBox[], right: readonly PlacedBox[]): boolean {
  const starts = paragraphStarts(right)
  const together = paragraphStarts(left).filter((top) => starts.some((other) => Math.abs(other - top) < 2))
  return together.length >= 2 && together.length >= 0.6 * Math.min(starts.length, paragraphStarts(left).length)
}

function paragraphStarts(boxes: readonly PlacedBox[]): readonly number[] {
  return boxes
    .filter((box, at) => at === 0 || box.top - (boxes[at - 1]?.bottom ?? 0) > 0.3 * box.size)
    .map(({ top }) => top)
}

function overlapping(column: readonly PlacedBox[], other: readonly PlacedBox[]): readonly PlacedBox[] {
  const top = Math.min(...other.map((box) => box.top))
  const bottom = Math.max(...other.map((box) => box.bottom))
  return column.filter((box) => box.bottom > top && box.top < bottom)
}

/** Boxes on the same line, each from left to right. */
function rowsOf(sorted: readonly PlacedBox[], em: number): readonly (readonly PlacedBox[])[] {
  const rows: PlacedBox[][] = []
  for (const box of sorted) {
    const row = rows.at(-1)
    if (row?.[0] && Math.abs(row[0].bottom - box.bottom) < 0.4 * em) row.push(box)
    else rows.push([box])
  }
  return rows.map((row) => row.toSorted((a, b) => a.x - b.x))
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0
}
