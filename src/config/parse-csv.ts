export interface CsvRecord {
  /** The line on which it begins, counted from 1. */
  readonly line: number
  readonly fields: readonly string[]
}

const byteOrderMark = '\uFEFF'
/** A field in quotes, in which a quote is doubled, or one without; and what ends it. */
const field = /(?:"((?:[^"]|"")*)"|([^,\n"]*))(,|\r?\n|$)/y

/** The records of a text with commas between its fields, RFC 4180; reading ends where a quote is not closed. */
export function parseCsv(text: string): readonly CsvRecord[] {
  const body = text.startsWith(byteOrderMark) ? text.slice(1) : text
  const records: CsvRecord[] = []
  let fields: string[] = []
  let line = 1
  let begins = 1
  field.lastIndex = 0
  while (field.lastIndex < body.length || fields.length > 0) {
    const match = field.exec(body)
    if (match === null) break
    const [whole, quoted, plain = '', end] = match
    fields.push(quoted?.replaceAll('""', '"') ?? plain.replace(/\r$/, ''))
    line += whole.split('\n').length - 1
    if (end === ',') continue
    records.push({ line: begins, fields })
    fields = []
    begins = line
    if (end === '') break
  }
  return records
}
