import type { Cell, Row } from './sheet.ts'

/** A table that was found on a sheet. */
export interface Table {
  /** What stands above the table, such as its title. */
  readonly titles: readonly string[]
  /** The names of the columns; absent where the first row is data already. */
  readonly header?: readonly string[]
  /** What stands below the header, all with the same columns. */
  readonly rows: readonly TableRow[]
}

export interface TableRow {
  readonly number: number
  readonly cells: readonly string[]
}

/** Rows and columns of a sheet, the columns without those that are empty. */
interface Region {
  readonly rows: readonly Row[]
  readonly columns: readonly number[]
}

/** A region as a table, with what tells whether another one goes on with it. */
interface Draft extends Table {
  readonly columns: readonly number[]
  /** The columns that hold numbers, dates and the like. */
  readonly valueColumns: readonly number[]
  /** The header as it would read as a row. */
  readonly headerRows: readonly TableRow[]
}

/**
 * The tables of a sheet in reading order. Empty rows part tables, unless what follows them goes on
 * with the same columns; empty columns part tables that lie side by side. A row of words on top is
 * the header, two where cells of the first cover several columns; single cells above it are titles.
 */
export function findTables(rows: readonly Row[]): readonly Table[] {
  const drafts: Draft[] = []
  let titles: readonly string[] = []
  for (const region of regionsOf(rows)) {
    const draft = readRegion(region)
    const last = drafts.at(-1)
    if (draft.rows.length === 0 && !draft.header) titles = [...titles, ...draft.titles]
    else if (last && titles.length === 0 && draft.titles.length === 0 && goesOn(last, draft)) {
      drafts[drafts.length - 1] = { ...last, rows: [...last.rows, ...rowsBelow(last, draft)] }
    } else {
      drafts.push({ ...draft, titles: [...titles, ...draft.titles] })
      titles = []
    }
  }
  return titles.length > 0 ? [...drafts, { titles, rows: [] }] : drafts
}

/** Words where the table above has words too may be its next row as well as a header; a header elsewhere is one. */
function goesOn(last: Draft, next: Draft): boolean {
  if (last.columns.length < 2 || !next.columns.every((column) => last.columns.includes(column))) return false
  if (next.header === undefined || isSame(last.header, next.header)) return true
  return last.columns.length === next.columns.length && last.valueColumns.length === 0
}

function isSame(header: readonly string[] | undefined, other: readonly string[]): boolean {
  return header?.join('\n') === other.join('\n')
}

function rowsBelow(last: Draft, next: Draft): readonly TableRow[] {
  const isRepeated = next.header !== undefined && isSame(last.header, next.header)
  return [...(isRepeated ? [] : next.headerRows), ...next.rows].map(({ number, cells }) => ({
    number,
    cells: last.columns.map((column) => cells[next.columns.indexOf(column)] ?? ''),
  }))
}

function regionsOf(rows: readonly Row[]): readonly Region[] {
  return blocksOf(rows).flatMap((block) => {
    const parts = columnGroupsOf(block)
    if (!lieSideBySide(block, parts)) return [{ rows: block, columns: parts.flat() }]
    return parts.flatMap((columns) => {
      const own = block.map((row) => within(row, columns)).filter(({ cells }) => cells.size > 0)
      return blocksOf(own).map((part) => ({ rows: part, columns: columnGroupsOf(part).flat() }))
    })
  })
}

/** Runs of rows without an empty one between them. */
function blocksOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const blocks: Row[][] = []
  for (const row of rows) {
    const block = blocks.at(-1)
    if (block?.at(-1)?.number === row.number - 1) block.push(row)
    else blocks.push([row])
  }
  return blocks
}

/** The columns that hold anything, in runs without an empty one between them. */
function columnGroupsOf(rows: readonly Row[]): readonly (readonly number[])[] {
  const used = new Set<number>()
  for (const { cells } of rows) {
    for (const [column, { span = 1 }] of cells) for (let at = 0; at < span; at++) used.add(column + at)
  }
  const groups: number[][] = []
  for (const column of [...used].toSorted((a, b) => a - b)) {
    const group = groups.at(-1)
    if (group?.at(-1) === column - 1) group.push(column)
    else groups.push([column])
  }
  return groups
}

/**
 * An empty column may part two tables or be a gap in one. Two tables have two columns or more each,
 * whose rows follow each other without gaps, and either differ in length or bear the same names.
 */
function lieSideBySide(rows: readonly Row[], groups: readonly (readonly number[])[]): boolean {
  if (groups.length < 2 || groups.some((group) => group.length < 2)) return false
  const numbers = groups.map((columns) =>
    rows.filter((row) => within(row, columns).cells.size > 0).map((row) => row.number),
  )
  if (numbers.some((own) => (own.at(-1) ?? 0) - (own[0] ?? 0) !== own.length - 1)) return false
  if (numbers.some((own) => own.length !== numbers[0]?.length || own[0] !== numbers[0]?.[0])) return true
  const names = [...(rows[0]?.cells.values() ?? [])].map(({ text }) => text)
  return new Set(names).size < names.length
}

function within({ number, cells }: Row, columns: readonly number[]): Row {
  return { number, cells: new Map([...cells].filter(([column]) => columns.includes(column))) }
}

function readRegion({ rows, columns }: Region): Draft {
  // Single cells at the top are titles; single ones all the way down are text.
  const first = columns.length < 2 ? -1 : rows.findIndex(({ cells }) => cells.size > 1)
  const start = first === -1 ? rows.length : first
  const titles = rows.slice(0, start).flatMap(({ cells }) => [...cells.values()].map(({ text }) => text))
  const rest = rows.slice(start)
  const headerRows = headerRowsOf(rest, columns)
  const header = headerRows === 0 ? undefined : columnNames(rest.slice(0, headerRows), columns)
  const data = rest.slice(headerRows)
  const tableRow = ({ number, cells }: Row): TableRow => ({
    number,
    cells: columns.map((column) => cells.get(column)?.text ?? ''),
  })
  return {
    titles,
    ...(header && { header }),
    rows: data.map(tableRow),
    columns,
    valueColumns: columns.filter((column) => data.some(({ cells }) => cells.get(column)?.isText === false)),
    headerRows: rest.slice(0, headerRows).map(tableRow),
  }
}

/** How many rows at the top name the columns: none, one or two. */
function headerRowsOf(rows: readonly Row[], columns: readonly number[]): 0 | 1 | 2 {
  const [first, second, third] = rows
  if (!first || !namesColumns(first, second, columns)) return 0
  const isGrouped = [...first.cells.values()].some(({ span = 1 }) => span > 1)
  return isGrouped && second && third && allText(second) ? 2 : 1
}

const maxNameLength = 100

function namesColumns(row: Row, below: Row | undefined, columns: readonly number[]): boolean {
  const cells = [...row.cells]
  const covered = cells.reduce((sum, [, { span = 1 }]) => sum + span, 0)
  if (covered < columns.length / 2 || cells.some(([, { text }]) => text.length > maxNameLength)) return false
  const names = cells.filter(([column, cell]) => cell.isText || isYearAbove(cell, below?.cells.get(column)))
  return cells[0]?.[1].isText === true && names.length >= cells.length * 0.6
}

/** A year over anything but years names a column. */
function isYearAbove({ text }: Cell, below: Cell | undefined): boolean {
  const year = /^(?:19|20)\d\d年?$/
  return year.test(text) && !year.test(below?.text ?? '')
}

function allText({ cells }: Row): boolean {
  return [...cells.values()].every((cell) => cell.isText)
}

/** The words above a column, the words of a cell that covers several columns above each of them. */
function columnNames(rows: readonly Row[], columns: readonly number[]): readonly string[] {
  return columns.map((column) => {
    const words = rows.map((row) => {
      for (const [at, { text, span = 1 }] of row.cells) if (column >= at && column < at + span) return text
      return ''
    })
    return [...new Set(words.filter((word) => word !== ''))].join(' ')
  })
}
