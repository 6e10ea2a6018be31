import { basename, extname } from 'node:path/posix'
import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { withContent } from '../unreadable.ts'
import { checkRowCount } from './check-row-count.ts'
import { csvRecords } from './csv-records.ts'
import type { Cell, Row } from './sheet.ts'
import { writeTables } from './write-tables.ts'

/** Loads a table of values parted by commas, semicolons, tabs or bars, in any encoding that text files may have. */
export async function loadCsv({ bytes, path }: FileContent): Promise<LoadedDocument> {
  const records = csvRecords(bytes, path)
  checkRowCount(records.length, path)
  const rows = records.flatMap((record, at): readonly Row[] => {
    const cells = cellsOf(record)
    return cells.size === 0 ? [] : [{ number: at + 1, cells }]
  })
  const { text, blocks } = writeTables([{ name: basename(path, extname(path)), rows }])
  const warnings = unevenRows(records)
  return withContent(path, { text, blocks, pages: [], ...(warnings.length > 0 && { warnings }) })
}

function cellsOf(record: readonly string[]): ReadonlyMap<number, Cell> {
  const cells = new Map<number, Cell>()
  for (const [column, value] of record.entries()) {
    const text = value.replace(/\s+/g, ' ').trim()
    if (text !== '') cells.set(column, { text, isText: isWords(text) })
  }
  return cells
}

/** Numbers, amounts, percentages, dates and times are no words. */
function isWords(text: string): boolean {
  if (/^(?:true|false|yes|no|是|否)$/i.test(text)) return false
  if (/^\d{2,4}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,4}日?)?(?:[T ]\d{1,2}:\d{2}\S*)?$/.test(text)) return false
  return !/^[\p{Sc}+\-−(]*\s*[\d.,:'\s]*\d[\d.,:'\s]*(?:e[+-]?\d+)?\s*(?:[%‰\p{Sc}]|[A-Z]{3})?\)?$/iu.test(text)
}

/** Rows with another number of cells than most: a comma too many shifts what a reader sees. */
function unevenRows(records: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<number, number>()
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1)
  const usual = [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0
  const longer = records.flatMap(({ length }, at) => (length > usual ? [at + 1] : []))
  if (usual < 2 || longer.length === 0) return []
  const named = longer.slice(0, 5).join(', ') + (longer.length > 5 ? ', …' : '')
  return [`${longer.length === 1 ? 'Row' : 'Rows'} ${named} with more than ${usual} cells, which most rows have.`]
}
