import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { writeTables } from '../table/write-tables.ts'
import { withContent } from '../unreadable.ts'
import { readWorkbook } from './xlsx/read-workbook.ts'

/**
 * Loads an Excel workbook, sheet by sheet in the order of its tabs. Hidden sheets, charts and comments are left out.
 * @throws LorekeepError `document-unreadable`, `too-large`
 */
export async function loadXlsx(content: FileContent): Promise<LoadedDocument> {
  const { sheets, hidden } = readWorkbook(content)
  const { text, blocks } = writeTables(sheets)
  const warnings = hidden.length === 0 ? [] : [`Hidden sheets that were left out: ${hidden.join(', ')}.`]
  return withContent(content.path, { text, blocks, pages: [], ...(warnings.length > 0 && { warnings }) })
}
