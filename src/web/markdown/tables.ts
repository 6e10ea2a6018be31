import { cutLine, type Line } from './lines.ts'
import type { ColumnAlignment } from './markdown-tree.ts'

/** The trimmed pieces of text that make up one cell. */
export type Cell = readonly Line[]

export interface TableLines {
  readonly aligned: readonly ColumnAlignment[]
  readonly head?: readonly Cell[]
  readonly rows: readonly (readonly Cell[])[]
  /** The number of lines that the table takes. */
  readonly length: number
}

const delimiterRow = /^\s*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/
const closedRow = /^\s*\|.*\|.*\|/
const onlyCitations = /^(\[\d{1,3}\]\s*)+$/

/**
 * The table that begins at a line, by the rules of GitHub Flavored Markdown (4.10). Rows that have
 * lost their header, as in a quotation out of the middle of a table, are a table too as long as they
 * begin with `|`. Undefined where none begins.
 */
export function tableAt(lines: readonly Line[], index: number): TableLines | undefined {
  const first = lines[index]
  const second = lines[index + 1]
  if (!first?.text.includes('|')) return undefined
  const hasHead = isDelimiterRow(second) && cellsOf(first).length === cellsOf(second).length
  if (!hasHead && !closedRow.test(first.text)) return undefined

  const delimiter = hasHead ? second : isDelimiterRow(first) ? first : undefined
  const bodyStart = index + (hasHead ? 2 : delimiter ? 1 : 0)
  let next = bodyStart
  while (lines[next]?.text.includes('|') && !isDelimiterRow(lines[next])) next += 1
  if (next === bodyStart && !hasHead) return undefined
  return {
    aligned: delimiter ? alignmentOf(delimiter) : [],
    ...(hasHead && { head: cellsOf(first) }),
    rows: lines.slice(bodyStart, next).map(cellsOf),
    length: next - index,
  }
}

function isDelimiterRow(line: Line | undefined): line is Line {
  return line !== undefined && line.text.includes('|') && delimiterRow.test(line.text)
}

function alignmentOf(delimiter: Line): readonly ColumnAlignment[] {
  const columns = delimiter.text
    .trim()
    .replaceAll(/^\||\|$/g, '')
    .split('|')
  return columns.map((column) => {
    const dashes = column.trim()
    if (!dashes.endsWith(':')) return 'start'
    return dashes.startsWith(':') ? 'center' : 'end'
  })
}

function cellsOf(line: Line): readonly Cell[] {
  const { text } = line
  const cells: Line[] = []
  let start = 0
  for (let at = 0; at <= text.length; at += 1) {
    const atEnd = at === text.length
    if (!atEnd && (text[at] !== '|' || text[at - 1] === '\\')) continue
    const cell = trimmed(cutLine({ text: text.slice(0, at), start: line.start }, start))
    const isEdge = start === 0 || atEnd
    if (!isEdge || cell.text !== '') cells.push(cell)
    start = at + 1
  }
  return withCitationsInLastCell(text, cells)
}

/** `| a | b | [1]` quotes a row and cites it: the marker belongs to the last cell. */
function withCitationsInLastCell(row: string, cells: readonly Line[]): readonly Cell[] {
  const [before, last] = cells.slice(-2)
  const isMarker = last !== undefined && onlyCitations.test(last.text) && !/\|\s*$/.test(row)
  if (!isMarker || before === undefined) return cells.map((cell) => [cell])
  return [...cells.slice(0, -2).map((cell) => [cell]), [before, last]]
}

function trimmed(line: Line): Line {
  const leading = line.text.length - line.text.trimStart().length
  const { text, start } = cutLine(line, leading)
  return { text: text.trimEnd(), start }
}
