import { lineOf, partsOf, type RunLine, textOf } from './pdf-lines.ts'
import { type Column, columnOf, rowsOfParts, type TableRow } from './table-rows.ts'

/** Lines of a column in order: single ones, and tables with their rows. */
export type LinesOrTable =
  | { readonly kind: 'line'; readonly line: RunLine }
  | { readonly kind: 'table'; readonly rows: readonly TableRow[] }

/** Columns of a table are at least so many letter heights apart, … */
const columnGap = 0.9
/** … and its lines at most, unless they all stand as far apart. */
const lineStep = 2.2
const largestStep = 3.5
/** A cell of more lines than this is text that stands beside something. */
const maxWraps = 6
/** No page holds a table of more lines. */
const maxRows = 300
const leaders = /(?:\s?[.·…‥_]){4,}/u
const listItem = /^(?:[•‣◦▪▫●○■□◆◇➢➤✓✔·∙⁃\uf0a7\uf0b7\uf0d8]|[–—*-]\s)/u

/** Finds the tables that have no ruled grid: lines whose parts stand below each other. */
export function findAlignedTables(lines: readonly RunLine[]): readonly LinesOrTable[] {
  const found: LinesOrTable[] = []
  let at = 0
  while (at < lines.length) {
    const end = tableEnd(lines, at)
    const run = lines.slice(at, end)
    const table = run.length > 1 ? tableOf(run) : undefined
    if (isContents(run)) {
      found.push(...run.map((line) => ({ kind: 'line', line }) as const))
      at = end
    } else if (table) {
      found.push({ kind: 'table', rows: table })
      at = end
    } else {
      found.push({ kind: 'line', line: lines[at] ?? [] })
      at++
    }
  }
  return found
}

/** How far lines go on that leave the same white space between their parts. */
function tableEnd(lines: readonly RunLine[], start: number): number {
  const first = lines[start]
  if (first === undefined || !mayBeRow(first)) return start
  let columns = columnsOf(first)
  let end = start + 1
  let lastRow = start
  let widest = lineStep
  for (; end < Math.min(lines.length, start + maxRows); end++) {
    const line = lines[end] ?? []
    const before = lines[end - 1] ?? []
    const step = (yOf(line) - yOf(before)) / sizeOf(line)
    if (end === start + 1) widest = Math.min(Math.max(lineStep, 1.3 * step), largestStep)
    if (step > widest || leaders.test(line.map(({ text }) => text).join(' '))) break
    const next = withLine(columns, line)
    if (next === undefined) break
    const isRow = partsOf(line).length > 1
    if (!isRow && (end - lastRow > maxWraps || !isWithin(line, columns))) break
    if (isRow) lastRow = end
    columns = next
  }
  // Lines below the last row are its wrapped cells only if they stand close and behind the first column.
  let last = lastRow + 1
  while (last < end && hangsBelow(lines[last] ?? [], lines[last - 1] ?? [], columns)) last++
  return last
}

function mayBeRow(line: RunLine): boolean {
  const text = line.map((run) => run.text).join(' ')
  // Typewritten lines are code, which keeps its gaps.
  return partsOf(line).length > 1 && !leaders.test(text) && !listItem.test(text) && !lineOf(line, true).monospace
}

function columnsOf(line: RunLine): readonly Column[] {
  return partsOf(line).map(spanOf)
}

function spanOf(part: RunLine): Column {
  return { from: Math.min(...part.map(({ x }) => x)), to: Math.max(...part.map(({ right }) => right)) }
}

/** The columns with a line added; undefined where it would leave less than two. */
function withLine(columns: readonly Column[], line: RunLine): readonly Column[] | undefined {
  const gap = columnGap * sizeOf(line) * 0.8
  const merged: Column[] = []
  for (const span of [...columns, ...columnsOf(line)].toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && span.from - last.to < gap)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    else merged.push(span)
  }
  const isWorse = merged.length < columns.length && (partsOf(line).length < 2 || merged.length < 0.5 * columns.length)
  return merged.length < 2 || isWorse ? undefined : merged
}

function isWithin(line: RunLine, columns: readonly Column[]): boolean {
  const span = spanOf(line)
  return columns.some(({ from, to }) => span.from >= from - sizeOf(line) && span.to <= to + 3 * sizeOf(line))
}

function hangsBelow(line: RunLine, before: RunLine, columns: readonly Column[]): boolean {
  return (
    partsOf(line).length === 1 &&
    columnOf(line, columns) > 0 &&
    isWithin(line, columns) &&
    yOf(line) - yOf(before) < 1.45 * sizeOf(line)
  )
}

/** The rows of a table, unless the parts only happen to stand apart. */
function tableOf(lines: readonly RunLine[]): readonly TableRow[] | undefined {
  const columns = lines.reduce<readonly Column[]>((all, line) => withLine(all, line) ?? all, [])
  const widened = lines.flatMap(columnsOf).reduce<readonly Column[]>(merge(sizeOf(lines[0] ?? [])), columns)
  const full = lines.filter((line) => partsOf(line).length > 1)
  if (widened.length < 2 || full.length < 2 || full.length < 0.25 * lines.length) return undefined
  if (full.length < 3 && widened.length < 3 && lines.length > 3) return undefined
  if (!areAligned(full, widened) || isRunningText(lines, widened)) return undefined
  return rowsOfParts(lines.map(partsOf), widened)
}

function merge(size: number) {
  return (columns: readonly Column[], span: Column): readonly Column[] => {
    const touching = columns.filter(({ from, to }) => span.from < to + 0.5 * size && span.to > from - 0.5 * size)
    const from = Math.min(span.from, ...touching.map((column) => column.from))
    const to = Math.max(span.to, ...touching.map((column) => column.to))
    return [...columns.filter((column) => !touching.includes(column)), { from, to }].toSorted((a, b) => a.from - b.from)
  }
}

/** In most columns most cells share their left end, their right end or their middle. */
function areAligned(lines: readonly RunLine[], columns: readonly Column[]): boolean {
  const aligned = columns.filter((_column, at) => {
    const cells = lines.flatMap((line) => partsOf(line).filter((part) => columnOf(part, columns) === at))
    const tolerance = 0.5 * sizeOf(lines[0] ?? [])
    return [
      cells.map((cell) => spanOf(cell).from),
      cells.map((cell) => spanOf(cell).to),
      cells.map((cell) => (spanOf(cell).from + spanOf(cell).to) / 2),
    ].some((ends) => cells.length < 2 || mostAlike(ends, tolerance) >= 0.6 * cells.length)
  })
  return aligned.length >= 0.7 * columns.length
}

function mostAlike(values: readonly number[], tolerance: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  let from = 0
  let most = 0
  for (const [at, value] of sorted.entries()) {
    while (value - (sorted[from] ?? value) > tolerance) from++
    most = Math.max(most, at - from + 1)
  }
  return most
}

/** Columns that are wide and filled to their ends line after line hold prose, or a sentence with a wide space. */
function isRunningText(lines: readonly RunLine[], columns: readonly Column[]): boolean {
  const size = sizeOf(lines[0] ?? [])
  return columns.every((column, at) => {
    const cells = lines.flatMap((line) => partsOf(line).filter((part) => columnOf(part, columns) === at)).map(spanOf)
    const width = column.to - column.from
    const full = cells.filter(({ from, to }) => to - from > 0.9 * width)
    return width > 8 * size && lines.length >= 3 && full.length >= 0.75 * lines.length
  })
}

/** Titles with numbers of pages, which never fall. */
function isContents(lines: readonly RunLine[]): boolean {
  const rows = lines.map(partsOf).filter(({ length }) => length > 1)
  const numbers = rows.map((parts) => {
    const text = textOf(parts.at(-1) ?? [])
    return parts.length === 2 && /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  })
  return rows.length >= 4 && numbers.every((number, at) => number >= (numbers[at - 1] ?? 1))
}

function yOf(line: RunLine): number {
  return line[0]?.y ?? 0
}

function sizeOf(line: RunLine): number {
  return Math.max(1, ...line.map(({ size }) => size))
}
