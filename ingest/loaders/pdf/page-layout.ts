import { findAlignedTables } from './aligned-tables.ts'
import { lineOf, linesOfRuns } from './pdf-lines.ts'
import type { PdfLine, PdfRun } from './pdf-page.ts'
import { boxOfRun, inReadingOrder, type PlacedBox } from './reading-order.ts'
import { findRuledTables, type Rule, type RuledTable } from './ruled-tables.ts'
import { linesOfRows } from './table-rows.ts'

/**
 * Makes the lines of a page, in the order of reading, from runs of print in one direction: columns one
 * after the other, tables as rows of cells.
 * @param rules the straight lines that are drawn on the page
 */
export function layOut(runs: readonly PdfRun[], rules: readonly Rule[]): readonly PdfLine[] {
  const ruled = findRuledTables(runs, rules)
  const inTables = new Set(ruled.flatMap((table) => table.rows.flat(2)))
  const boxes = [...runs.filter((run) => !inTables.has(run)).map(boxOfRun), ...ruled.map(boxOfTable)]
  let tables = ruled.length
  return inReadingOrder(boxes).flatMap((zone) => {
    if (zone.kind === 'table') return linesOfRows(ruled[zone.table]?.rows ?? [], zone.table)
    return findAlignedTables(linesOfRuns(zone.runs)).flatMap((found) =>
      found.kind === 'line' ? [lineOf(found.line, true)] : linesOfRows(found.rows, tables++),
    )
  })
}

/** Lines of print that runs in another direction than most of the page. */
export function aslant(runs: readonly PdfRun[]): readonly PdfLine[] {
  return linesOfRuns(runs).map((line) => lineOf(line, false))
}

/** Whether some lines have gaps that a table may account for; only then its drawn lines are worth a look. */
export function mayHoldTable(runs: readonly PdfRun[]): boolean {
  return linesOfRuns(runs).filter(({ length }) => length > 1).length >= 2
}

function boxOfTable({ x, right, top, bottom, rows }: RuledTable, table: number): PlacedBox {
  const runs = rows.flat(2)
  const order = Math.min(...runs.map((run) => run.order))
  return { x, right, top, bottom, order, size: runs[0]?.size ?? 1, content: { kind: 'table', table } }
}
