import type { ColumnAlignment } from './markdown-tree.ts'

/** A stretch of a Markdown text, as offsets into it; `end` is behind its last character. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The trimmed stretches that make up one cell of a table. */
export type Cell = readonly Span[]

/** A stretch that is a table, or one that is anything else. */
export type Stretch =
  | ({ readonly type: 'text' } & Span)
  | {
      readonly type: 'table'
      readonly aligned: readonly ColumnAlignment[]
      readonly head?: readonly Cell[]
      readonly rows: readonly (readonly Cell[])[]
    }

interface Line extends Span {
  readonly text: string
}

const delimiterRow = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/
const closedRow = /^ {0,3}\|.*\|.*\|/
const fence = /^ {0,3}(`{3,}|~{3,})/
const onlyCitations = /^(\[\d{1,3}\]\s*)+$/

/**
 * Takes the tables out of a Markdown text, by the rules of GitHub Flavored Markdown (4.10), and
 * leaves the stretches between them. Rows that have lost their header, as in a quotation out of the
 * middle of a table, are a table too as long as they begin with `|`. Tables inside lists, quotations
 * and code stay where they are.
 */
export function splitTables(source: string): readonly Stretch[] {
  const lines = linesOf(source)
  const stretches: Stretch[] = []
  let textStart = 0
  let openFence: string | undefined
  let index = 0
  while (index < lines.length) {
    const line = lines[index]!
    const fenceHere = fence.exec(line.text)?.[1]
    if (openFence !== undefined) {
      if (fenceHere?.startsWith(openFence)) openFence = undefined
      index += 1
      continue
    }
    if (fenceHere !== undefined) {
      openFence = fenceHere
      index += 1
      continue
    }
    const table = tableAt(lines, index)
    if (!table) {
      index += 1
      continue
    }
    if (line.start > textStart) stretches.push({ type: 'text', start: textStart, end: line.start })
    stretches.push({
      type: 'table',
      aligned: table.delimiter ? alignmentOf(table.delimiter) : [],
      ...(table.head && { head: cellsOf(table.head) }),
      rows: table.rows.map(cellsOf),
    })
    index = table.next
    textStart = lines[index]?.start ?? source.length
  }
  if (textStart < source.length) stretches.push({ type: 'text', start: textStart, end: source.length })
  return stretches
}

function linesOf(source: string): readonly Line[] {
  const lines: Line[] = []
  let start = 0
  while (start < source.length) {
    const newline = source.indexOf('\n', start)
    const end = newline === -1 ? source.length : newline
    lines.push({ start, end, text: source.slice(start, end).replace(/\r$/, '') })
    start = end + 1
  }
  return lines
}

function tableAt(
  lines: readonly Line[],
  index: number,
): { head?: Line; delimiter?: Line; rows: readonly Line[]; next: number } | undefined {
  const first = lines[index]
  const second = lines[index + 1]
  if (!first?.text.includes('|')) return undefined
  const hasHead = second !== undefined && isDelimiterRow(second) && cellsOf(first).length === cellsOf(second).length
  const startsAtDelimiter = isDelimiterRow(first) && closedRow.test(first.text)
  if (!hasHead && !closedRow.test(first.text)) return undefined

  const bodyStart = index + (hasHead ? 2 : startsAtDelimiter ? 1 : 0)
  let next = bodyStart
  while (lines[next]?.text.includes('|') && !isDelimiterRow(lines[next]!)) next += 1
  const rows = lines.slice(bodyStart, next)
  if (rows.length === 0 && !hasHead) return undefined
  const delimiter = hasHead ? second : startsAtDelimiter ? first : undefined
  return { ...(hasHead && { head: first }), ...(delimiter && { delimiter }), rows, next }
}

function alignmentOf(delimiter: Line): readonly ColumnAlignment[] {
  const columns = delimiter.text
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
  return columns.map((column) => {
    const dashes = column.trim()
    if (!dashes.endsWith(':')) return 'start'
    return dashes.startsWith(':') ? 'center' : 'end'
  })
}

function isDelimiterRow(line: Line): boolean {
  return line.text.includes('|') && delimiterRow.test(line.text)
}

function cellsOf(line: Line): readonly Cell[] {
  const cells: Span[] = []
  let start = 0
  for (let at = 0; at <= line.text.length; at += 1) {
    const atEnd = at === line.text.length
    if (!atEnd && (line.text[at] !== '|' || line.text[at - 1] === '\\')) continue
    const isEdge = (cells.length === 0 && start === 0) || atEnd
    if (!isEdge || line.text.slice(start, at).trim() !== '') cells.push(trimmed(line, start, at))
    start = at + 1
  }
  return withCitationsInLastCell(line, cells)
}

/** `| a | b | [1]` quotes a row and cites it: the marker belongs to the last cell. */
function withCitationsInLastCell(line: Line, cells: readonly Span[]): readonly Cell[] {
  const [before, last] = cells.slice(-2)
  const isMarker = last && onlyCitations.test(line.text.slice(last.start - line.start, last.end - line.start))
  if (!isMarker || !before || /\|\s*$/.test(line.text)) return cells.map((cell) => [cell])
  return [...cells.slice(0, -2).map((cell) => [cell]), [before, last]]
}

function trimmed(line: Line, start: number, end: number): Span {
  const text = line.text.slice(start, end)
  const leading = text.length - text.trimStart().length
  return { start: line.start + start + leading, end: line.start + start + Math.max(leading, text.trimEnd().length) }
}
