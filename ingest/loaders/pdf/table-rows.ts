import { heaviest } from './heaviest.ts'
import type { PdfLine, PdfRun } from './pdf-page.ts'
import { linesOfRuns, lineOf, type RunLine, textOf } from './pdf-lines.ts'

/** The left and right end of a column. */
export interface Column {
  readonly from: number
  readonly to: number
}

/** A row of a table: the runs of each cell, in the order of the columns. */
export type TableRow = readonly (readonly PdfRun[])[]

interface PlacedPart {
  readonly column: number
  readonly runs: RunLine
  readonly y: number
  readonly size: number
  readonly order: number
}

/** Lines of cells that go on follow each other within this many letter heights. */
const wrapStep = 1.45

/** The column that most of the runs stand in. */
export function columnOf(runs: RunLine, columns: readonly Column[]): number {
  const from = Math.min(...runs.map((run) => run.x))
  const to = Math.max(...runs.map((run) => run.right))
  const shared = columns.map((column) => Math.min(to, column.to) - Math.max(from, column.from))
  return shared.indexOf(Math.max(...shared))
}

/**
 * Puts lines of parts together into rows: a cell that needs more than one line is one cell. Files
 * nearly always write a cell to its end before the next one, which tells its lines from new rows; where
 * one is written line by line, the space between lines has to tell.
 */
export function rowsOfParts(lines: readonly (readonly RunLine[])[], columns: readonly Column[]): readonly TableRow[] {
  const parts = lines.map((line) => line.map((runs) => placed(runs, columns)))
  const written = rowsAsWritten(parts.flat())
  const rows = isApart(written) ? written : parts
  return joinedRows(rows).map((row) =>
    columns.map((_column, at) => row.filter(({ column }) => column === at).flatMap(({ runs }) => runs)),
  )
}

function placed(runs: RunLine, columns: readonly Column[]): PlacedPart {
  const [first] = runs
  if (first === undefined) throw new RangeError('A part of a line holds a run')
  return { column: columnOf(runs, columns), runs, y: first.y, size: first.size, order: first.order }
}

function rowsAsWritten(parts: readonly PlacedPart[]): readonly (readonly PlacedPart[])[] {
  const rows: PlacedPart[][] = []
  for (const part of parts.toSorted((a, b) => a.order - b.order)) {
    const row = rows.at(-1)
    const last = row?.at(-1)
    const goesOn =
      last !== undefined &&
      (part.column > last.column ||
        (part.column === last.column && part.y - last.y > -1 && part.y - last.y < wrapStep * part.size))
    if (row && goesOn) row.push(part)
    else rows.push([part])
  }
  return rows
}

/** Whether each row begins below the one before. */
function isApart(rows: readonly (readonly PlacedPart[])[]): boolean {
  return rows.every((row, at) => {
    const before = rows[at - 1]
    return before === undefined || topOf(row) > bottomOf(before) + 0.3 * (row[0]?.size ?? 1)
  })
}

function joinedRows(rows: readonly (readonly PlacedPart[])[]): readonly (readonly PlacedPart[])[] {
  const steps = rows.slice(1).map((row, at) => (topOf(row) - bottomOf(rows[at] ?? [])) / (row[0]?.size ?? 1))
  // Where some rows stand clearly further apart than others, those close together are one.
  const tight = Math.min(...steps)
  const apart = steps.filter((step) => step > 1.25 * tight + 0.1).length
  const hasGaps = tight <= wrapStep && apart >= 0.25 * steps.length && apart > 0
  const joined: PlacedPart[][] = []
  for (const [at, row] of rows.entries()) {
    const before = joined.at(-1)
    const step = steps[at - 1] ?? Infinity
    const isTight = step <= 1.1 * tight + 0.05 && step <= wrapStep
    const hangs = step <= wrapStep && !row.some(({ column }) => column === 0) && row.length < (before?.length ?? 0)
    if (before && (hasGaps ? isTight : hangs)) before.push(...row)
    else joined.push([...row])
  }
  return joined
}

function topOf(row: readonly PlacedPart[]): number {
  return Math.min(...row.map(({ y }) => y))
}

function bottomOf(row: readonly PlacedPart[]): number {
  return Math.max(...row.map(({ y }) => y))
}

/** The rows of a table as lines of the page; rows without text are none. */
export function linesOfRows(rows: readonly TableRow[], table: number): readonly PdfLine[] {
  return rows.flatMap((row) => {
    const runs = row.flat()
    if (runs.length === 0) return []
    const cells = row.map((cell) => linesOfRuns(cell).map(textOf).map(plainSpaces))
    const text = cells.map((cell) => cell.join(' ')).join('\t')
    const y = heaviest(runs.map((run) => [run.y, run.text.length]))
    return [{ ...lineOf(runs, true), monospace: false, y, text, cells, table }]
  })
}

function plainSpaces(text: string): string {
  return text.replace(/\t/g, ' ')
}
