import { LorekeepError } from '../../../src/domain/errors.ts'

/** More rows than anybody reads; every dozen of them becomes a chunk. */
export const maxRows = 100_000

/** @throws LorekeepError `too-large` for a file with more rows than are read */
export function checkRowCount(rows: number, path: string): void {
  if (rows <= maxRows) return
  throw new LorekeepError('too-large', `"${path}" holds more than ${maxRows} rows.`, {
    hint: 'That is data to be computed with rather than text to be read. Save the rows or totals that people ask about as a file of their own.',
  })
}
