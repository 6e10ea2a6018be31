import { LorekeepError, messageOf } from '../../../src/domain/errors.ts'
import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { checkRowCount } from '../table/check-row-count.ts'
import type { Sheet } from '../table/sheet.ts'
import { writeTables } from '../table/write-tables.ts'
import { unreadable, withContent } from '../unreadable.ts'
import { type OfficeKind, type OfficePackage, openPackage } from './open-package.ts'
import { readNumberFormats } from './xlsx/number-formats.ts'
import { sharedStrings } from './xlsx/shared-strings.ts'
import { sheetRows, type Workbook } from './xlsx/sheet-rows.ts'
import { elementAt, elementsOf, type XmlElement } from './xml-tree.ts'

const excel: OfficeKind = { extension: '.xlsx', formerExtension: '.xls', program: 'Excel', noun: 'an Excel workbook' }

/**
 * Loads an Excel workbook, sheet by sheet in the order of its tabs: cells as they are shown, formulas
 * by the values saved with them. Hidden sheets, charts and comments are left out.
 * @throws LorekeepError `document-unreadable`, `too-large`
 */
export async function loadXlsx(content: FileContent): Promise<LoadedDocument> {
  const file = openPackage(content, excel)
  const book = file.xml(file.main)
  if (book?.name !== 's:workbook') {
    throw unreadable(content.path, `is not ${excel.noun}`, 'Open it in Excel and save it again as .xlsx.')
  }
  const sheets = elementsOf(elementAt(book, 's:sheets'), 's:sheet')
  const hidden = sheets.filter(isHidden).map(nameOf)
  const { text, blocks } = writeTables(readSheets(file, book, sheets, content.path))
  const warnings = hidden.length === 0 ? [] : [`Hidden sheets that were left out: ${hidden.join(', ')}.`]
  return withContent(content.path, { text, blocks, pages: [], ...(warnings.length > 0 && { warnings }) })
}

function readSheets(
  file: OfficePackage,
  book: XmlElement,
  sheets: readonly XmlElement[],
  path: string,
): readonly Sheet[] {
  const related = file.related(file.main)
  const partOf = (type: string) => related.find((relationship) => relationship.type === type)?.target ?? ''
  const countsFrom1904 = /^(?:1|true)$/.test(elementAt(book, 's:workbookPr')?.attributes['date1904'] ?? '')
  try {
    const workbook: Workbook = {
      strings: sharedStrings(file.source(partOf('sharedStrings')) ?? '<sst/>'),
      formats: readNumberFormats(file.xml(partOf('styles')), countsFrom1904),
    }
    let before = 0
    return sheets
      .filter((sheet) => !isHidden(sheet))
      .flatMap((sheet): readonly Sheet[] => {
        const part = related.find(({ id }) => id === sheet.attributes['r:id'])
        const source = part?.type === 'worksheet' ? file.source(part.target) : undefined
        if (source === undefined) return []
        const rows = sheetRows(source, workbook, (count) => checkRowCount(before + count, path))
        before += rows.length
        return [{ name: nameOf(sheet), rows }]
      })
  } catch (error) {
    if (error instanceof LorekeepError) throw error
    throw unreadable(path, `is damaged: ${messageOf(error)}`, 'Open it in Excel and save it again as .xlsx.', error)
  }
}

function isHidden(sheet: XmlElement): boolean {
  return /^(?:hidden|veryHidden)$/.test(sheet.attributes['state'] ?? '')
}

function nameOf(sheet: XmlElement): string {
  return sheet.attributes['name'] ?? ''
}
