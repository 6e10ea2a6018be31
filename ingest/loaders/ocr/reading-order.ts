/** A piece of print on a page. Positions grow to the right and downwards. */
export interface PlacedText {
  readonly text: string
  readonly x: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A column has at least this many pieces of print. */
const leastInColumn = 5
/** How wide the space between columns is at least, in letter heights. */
const gutterWidth = 0.7
/** A column is this wide at least, in letter heights. */
const columnWidth = 10

/**
 * Puts print in the order of reading: from the top down, and where print stands in columns one column
 * after the other.
 * @returns rows from left to right: one piece for a line of running text, several for those of a table
 */
export function inReadingOrder<T extends PlacedText>(texts: readonly T[]): readonly (readonly T[])[] {
  const rows: T[][] = []
  let rest = texts.toSorted((a, b) => middleOf(a) - middleOf(b))
  while (rest.length > 0) {
    const columns = columnsAtTop(rest)
    if (columns) {
      rows.push(...[columns.left, columns.right].flatMap(inReadingOrder).map((row) => [...row]))
      rest = rest.slice(columns.left.length + columns.right.length)
    } else {
      const row = rowAtTop(rest)
      rows.push(row.toSorted((a, b) => a.x - b.x))
      rest = rest.filter((text) => !row.includes(text))
    }
  }
  return rows
}

interface Columns<T> {
  readonly left: readonly T[]
  readonly right: readonly T[]
}

/** The longest run of print from the top that a strip of white parts into two columns. */
function columnsAtTop<T extends PlacedText>(sorted: readonly T[]): Columns<T> | undefined {
  let found: Columns<T> | undefined
  for (let count = 2 * leastInColumn; count <= sorted.length; count++) {
    const run = sorted.slice(0, count)
    const gaps = gapsBetween(run)
    if (gaps.length === 0) break
    const next = sorted[count]
    if (next && run.some((text) => standsBeside(text, next))) continue
    for (const gap of gaps) {
      const left = run.filter((text) => text.right <= gap)
      const right = run.filter((text) => text.right > gap)
      if (isColumn(left) && isColumn(right) && areAlike(left, right)) found = { left, right }
    }
  }
  return found
}

/** Where white strips begin that are wide enough to part columns. */
function gapsBetween(run: readonly PlacedText[]): readonly number[] {
  const gaps: number[] = []
  const least = gutterWidth * median(run.map(heightOf))
  let right: number | undefined
  for (const text of run.toSorted((a, b) => a.x - b.x)) {
    if (right !== undefined && text.x - right >= least) gaps.push(right)
    right = Math.max(right ?? text.right, text.right)
  }
  return gaps
}

/** Running text stands line below line and fills its column; the cells of a table do not. */
function isColumn(texts: readonly PlacedText[]): boolean {
  if (texts.length < leastInColumn) return false
  if (texts.some((text) => texts.some((other) => other !== text && standsBeside(text, other)))) return areColumns(texts)
  const width = widthOf(texts)
  const full = texts.filter(({ x, right }) => right - x > 0.85 * width)
  return width >= columnWidth * median(texts.map(heightOf)) && full.length >= 0.6 * texts.length
}

function areColumns(texts: readonly PlacedText[]): boolean {
  const columns = columnsAtTop(texts)
  return columns !== undefined && columns.left.length + columns.right.length === texts.length
}

/** Columns of a page are of like width; a second one may be two that are parted later. */
function areAlike(left: readonly PlacedText[], right: readonly PlacedText[]): boolean {
  const widths = [widthOf(left), widthOf(right)]
  return Math.min(...widths) > 0.45 * Math.max(...widths)
}

function widthOf(texts: readonly PlacedText[]): number {
  return Math.max(...texts.map(({ right }) => right)) - Math.min(...texts.map(({ x }) => x))
}

/** The print that stands beside the topmost piece. */
function rowAtTop<T extends PlacedText>(sorted: readonly T[]): readonly T[] {
  const row: T[] = []
  for (const text of sorted) {
    const fits = row.every((other) => standsBeside(text, other))
    if (fits) row.push(text)
  }
  return row
}

function standsBeside(a: PlacedText, b: PlacedText): boolean {
  return (
    Math.abs(middleOf(a) - middleOf(b)) < 0.5 * Math.min(heightOf(a), heightOf(b)) &&
    Math.min(a.right, b.right) - Math.max(a.x, b.x) < 0.5 * Math.min(heightOf(a), heightOf(b))
  )
}

function middleOf({ top, bottom }: PlacedText): number {
  return (top + bottom) / 2
}

function heightOf({ top, bottom }: PlacedText): number {
  return bottom - top
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
