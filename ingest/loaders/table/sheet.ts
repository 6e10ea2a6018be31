/** A cell as a reader sees it. */
export interface Cell {
  readonly text: string
  /** Whether it holds words, and not a number, a date or a truth value. */
  readonly isText: boolean
  /** How many columns it covers, where it covers several. */
  readonly span?: number
}

export interface Row {
  /** As the program that it comes from counts: the first row of a sheet is 1. */
  readonly number: number
  /** By column, the first being 0; without the empty ones. */
  readonly cells: ReadonlyMap<number, Cell>
}

/** A sheet of cells, such as that of a workbook or a CSV file. */
export interface Sheet {
  readonly name: string
  /** The rows that are not empty, in order. */
  readonly rows: readonly Row[]
}
