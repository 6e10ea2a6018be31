import { CsvError, parse } from 'csv-parse/sync'
import { decodeText } from '../text/decode-text.ts'
import { unreadable } from '../unreadable.ts'
import { maxRows } from './check-row-count.ts'
import { detectDelimiter } from './detect-delimiter.ts'

/**
 * The records of a table of values parted by commas, semicolons, tabs or bars, in any encoding that text files may have; of
 * one with more rows than are read, one more than that.
 * @throws LorekeepError `document-unreadable`
 */
export function csvRecords(bytes: Uint8Array, path: string): readonly (readonly string[])[] {
  const source = decodeText(bytes, path)
  const delimiter = detectDelimiter(source)
  // Excel's own line that names the delimiter is no row.
  const named = /^sep=[,;|\t]\r?\n/i.exec(source)?.[0] ?? ''
  let linesRead = 0
  try {
    return parse(source.slice(named.length), {
      delimiter,
      to: maxRows + 1,
      relax_column_count: true,
      relax_quotes: true,
      onRecord: (record: string[], { lines }) => {
        linesRead = lines
        return record
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const isUnclosed = error.code === 'CSV_QUOTE_NOT_CLOSED'
    throw unreadable(
      path,
      `is not a valid table: ${isUnclosed ? 'a quotation mark is opened but never closed' : error.message} (line ${linesRead + (named === '' ? 1 : 2)})`,
      'Mend that line, or open the file in a spreadsheet program and save it again as CSV.',
      error,
    )
  }
}
