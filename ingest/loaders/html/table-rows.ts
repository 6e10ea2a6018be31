import type { HtmlNode } from './html-to-blocks.ts'

/** A page can ask for any number of columns; nobody reads more than this. */
const maxSpan = 50

/**
 * The cells of each row of a table, where a cell that spans rows stands in each of them, and one that spans
 * columns leaves the others empty: columns stay columns.
 */
export function spannedCells(
  rows: readonly (readonly HtmlNode[])[],
  wordsOf: (cell: HtmlNode) => string,
): readonly (readonly string[])[] {
  let hanging = new Map<number, { readonly words: string; readonly rows: number }>()
  return rows.map((cells) => {
    const line: string[] = []
    const next = new Map<number, { readonly words: string; readonly rows: number }>()
    const place = (words: string, rowSpan: number) => {
      if (rowSpan > 1) next.set(line.length, { words, rows: rowSpan - 1 })
      line.push(words)
    }
    const takeHanging = () => {
      for (let above = hanging.get(line.length); above; above = hanging.get(line.length)) place(above.words, above.rows)
    }
    for (const cell of cells) {
      takeHanging()
      const [columns, rowSpan] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')]
      place(wordsOf(cell), rowSpan)
      for (let column = 1; column < columns; column++) place('', rowSpan)
    }
    takeHanging()
    hanging = next
    return line
  })
}

function spanOf(cell: HtmlNode, attribute: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(cell.attribs?.[attribute] ?? '1', 10)
  return Number.isNaN(span) ? 1 : Math.min(maxSpan, Math.max(1, span))
}
