import { linesOfRuns, partsOf } from './pdf-lines.ts'
import type { PdfRun } from './pdf-page.ts'
import { type Column, columnOf, rowsOfParts, type TableRow } from './table-rows.ts'

/** A straight line that is drawn along or down a page. */
export interface Rule {
  readonly isHorizontal: boolean
  /** Its height on the page, or its distance from the left. */
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface RuledTable {
  readonly x: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly rows: readonly TableRow[]
}

/** How exactly, in points, drawn lines meet. */
const tolerance = 2.5
/** Pages with more drawn lines than this are drawings. */
const maxRules = 4000
/** A cell with more letters than this is a box of text: the grid lays out the page. */
const maxCell = 1500

/** Finds grids of drawn lines with at least two columns and two rows of text. */
export function findRuledTables(runs: readonly PdfRun[], rules: readonly Rule[]): readonly RuledTable[] {
  if (rules.length > maxRules) return []
  return gridsOf(mergedRules(rules)).flatMap((grid) => tableIn(grid, runs) ?? [])
}

/** Lines that are drawn in pieces, or twice as the borders of neighbours, are one. */
function mergedRules(rules: readonly Rule[]): readonly Rule[] {
  const merged: Rule[] = []
  const inOrder = rules.toSorted(
    (a, b) => Number(a.isHorizontal) - Number(b.isHorizontal) || a.at - b.at || a.from - b.from,
  )
  for (const rule of inOrder) {
    const same = merged
      .slice(-60)
      .findLastIndex(
        (other) =>
          other.isHorizontal === rule.isHorizontal &&
          Math.abs(other.at - rule.at) <= 1.5 &&
          rule.from <= other.to + tolerance &&
          rule.to >= other.from - tolerance,
      )
    const index = same === -1 ? -1 : Math.max(0, merged.length - 60) + same
    const other = merged[index]
    if (other) merged[index] = { ...other, from: Math.min(other.from, rule.from), to: Math.max(other.to, rule.to) }
    else merged.push(rule)
  }
  return merged.filter(({ from, to }) => to - from > 2 * tolerance)
}

interface Grid {
  readonly horizontal: readonly Rule[]
  readonly vertical: readonly Rule[]
}

/** Groups of lines that cross or touch each other. */
function gridsOf(rules: readonly Rule[]): readonly Grid[] {
  const horizontal = rules.filter(({ isHorizontal }) => isHorizontal)
  const left = new Set(rules)
  const grids: Grid[] = []
  for (const start of horizontal) {
    if (!left.delete(start)) continue
    const members = [start]
    for (const member of members) {
      for (const other of left) {
        if (!meet(member, other)) continue
        left.delete(other)
        members.push(other)
      }
    }
    const vertical = members.filter(({ isHorizontal }) => !isHorizontal)
    if (vertical.length > 0) grids.push({ horizontal: members.filter(({ isHorizontal }) => isHorizontal), vertical })
  }
  return grids
}

function meet(a: Rule, b: Rule): boolean {
  if (a.isHorizontal === b.isHorizontal) return false
  return reaches(a, b.at) && reaches(b, a.at)
}

function reaches({ from, to }: Rule, at: number): boolean {
  return at >= from - tolerance && at <= to + tolerance
}

function tableIn({ horizontal, vertical }: Grid, runs: readonly PdfRun[]): RuledTable | undefined {
  const x = Math.min(...horizontal.map(({ from }) => from))
  const right = Math.max(...horizontal.map(({ to }) => to))
  const top = Math.min(...horizontal.map(({ at }) => at), ...vertical.map(({ from }) => from))
  const bottom = Math.max(...horizontal.map(({ at }) => at), ...vertical.map(({ to }) => to))
  // A table may be open at its sides.
  const columns = between(distinct([x, right, ...vertical.map(({ at }) => at)]))
  const bands = between(distinct([top, bottom, ...horizontal.map(({ at }) => at)]))
  if (columns.length < 2) return undefined
  const inside = runs.filter((run) => {
    const [middleX, middleY] = middleOf(run)
    return middleX > x && middleX < right && middleY > top && middleY < bottom
  })
  const rows = rowsInBands(inside, columns, bands, { horizontal, vertical })
  const isTable = rows.length >= 2 && columnsUsed(rows) >= 2 && rows.every((row) => row.every(isCell))
  return isTable ? { x, right, top, bottom, rows } : undefined
}

function isCell(cell: readonly PdfRun[]): boolean {
  return cell.reduce((sum, { text }) => sum + text.length, 0) <= maxCell
}

function columnsUsed(rows: readonly TableRow[]): number {
  return new Set(rows.flatMap((row) => row.flatMap((cell, at) => (cell.length > 0 ? [at] : [])))).size
}

function distinct(places: readonly number[]): readonly number[] {
  return places.toSorted((a, b) => a - b).filter((place, at, all) => at === 0 || place - (all[at - 1] ?? 0) > 3)
}

function between(places: readonly number[]): readonly Column[] {
  return places.slice(1).map((to, at) => ({ from: places[at] ?? 0, to }))
}

function rowsInBands(
  runs: readonly PdfRun[],
  columns: readonly Column[],
  bands: readonly Column[],
  grid: Grid,
): readonly TableRow[] {
  const cells = bands.map(() => columns.map((): PdfRun[] => []))
  for (const run of runs) {
    const [, middleY] = middleOf(run)
    const band = bands.findIndex(({ to }) => middleY < to)
    const column = columnOf([run], columns)
    const [row, at] = openCell(band === -1 ? bands.length - 1 : band, column, columns, bands, grid)
    cells[row]?.[at]?.push(run)
  }
  return cells.flatMap((row) => splitRow(row, columns)).filter((row) => row.some(({ length }) => length > 0))
}

/** A cell that no line parts from the one above or to the left is the same cell. */
function openCell(
  band: number,
  column: number,
  columns: readonly Column[],
  bands: readonly Column[],
  { horizontal, vertical }: Grid,
): readonly [band: number, column: number] {
  const across = middle(columns[column])
  const down = middle(bands[band])
  const isParted = (rules: readonly Rule[], at: number, along: number) =>
    rules.some((rule) => Math.abs(rule.at - at) <= 3 && reaches(rule, along))
  let row = band
  while (row > 0 && !isParted(horizontal, bands[row]?.from ?? 0, across)) row--
  let first = column
  while (first > 0 && !isParted(vertical, columns[first]?.from ?? 0, down)) first--
  return [row, first]
}

/** Lines between columns, but none between rows: several lines in each of them are rows of their own. */
function splitRow(row: readonly (readonly PdfRun[])[], columns: readonly Column[]): readonly TableRow[] {
  const heights = row.map((cell) => linesOfRuns(cell).map((line) => line[0]?.y ?? 0)).filter(({ length }) => length > 0)
  const [first = []] = heights
  const isSplit =
    heights.length >= 2 &&
    first.length >= 4 &&
    heights.every(
      (own) => own.filter((y) => first.some((other) => Math.abs(y - other) < 1)).length >= 0.8 * first.length,
    )
  return isSplit ? rowsOfParts(linesOfRuns(row.flat()).map(partsOf), columns) : [row]
}

function middleOf({ x, right, y, size }: PdfRun): readonly [x: number, y: number] {
  return [(x + right) / 2, y - 0.3 * size]
}

function middle(column: Column | undefined): number {
  return column ? (column.from + column.to) / 2 : 0
}
