/** How far two texts are apart: single characters to put in, take out or replace (Levenshtein, 1966), and where. */
export interface Comparison {
  /** Characters of the expected text. */
  readonly length: number
  readonly errors: number
  /** Each as `before[expected|actual]`. */
  readonly differences: readonly string[]
}

export function compareTexts(expected: string, actual: string): Comparison {
  const [rows, columns] = [Array.from(expected), Array.from(actual)]
  const width = columns.length + 1
  const costs = new Uint16Array((rows.length + 1) * width)
  const cost = (row: number, column: number) => costs[row * width + column] ?? 0
  for (let row = 0; row <= rows.length; row++) {
    for (let column = 0; column <= columns.length; column++) {
      const replaced = rows[row - 1] === columns[column - 1] ? 0 : 1
      costs[row * width + column] =
        row === 0 || column === 0
          ? row + column
          : Math.min(cost(row - 1, column) + 1, cost(row, column - 1) + 1, cost(row - 1, column - 1) + replaced)
    }
  }
  const differences: string[] = []
  let [row, column, lost, gained] = [rows.length, columns.length, '', '']
  while (row > 0 || column > 0) {
    const isSame = row > 0 && column > 0 && rows[row - 1] === columns[column - 1]
    if (isSame && cost(row, column) === cost(row - 1, column - 1)) {
      if (lost + gained !== '')
        differences.unshift(`${rows.slice(Math.max(0, row - 4), row).join('')}[${lost}|${gained}]`)
      ;[lost, gained] = ['', '']
      row--
      column--
      continue
    }
    const isReplaced = row > 0 && column > 0 && cost(row, column) === cost(row - 1, column - 1) + 1
    const isLost = isReplaced || (row > 0 && cost(row, column) === cost(row - 1, column) + 1)
    if (isLost) lost = `${rows[--row] ?? ''}${lost}`
    if (isReplaced || !isLost) gained = `${columns[--column] ?? ''}${gained}`
  }
  return { length: rows.length, errors: cost(rows.length, columns.length), differences }
}
