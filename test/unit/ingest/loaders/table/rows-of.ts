import type { Row } from '../../../../../ingest/loaders/table/sheet.ts'

/** Rows of a sheet from its first one on; what looks like a number is one, and empty rows count but are no rows. */
export function rowsOf(...rows: readonly (readonly string[])[]): readonly Row[] {
  return rows.flatMap((values, at) => {
    const cells = new Map(
      values.flatMap((text, column) =>
        text === '' ? [] : [[column, { text, isText: !/^[\d-]+$/.test(text) }] as const],
      ),
    )
    return cells.size === 0 ? [] : [{ number: at + 1, cells }]
  })
}
