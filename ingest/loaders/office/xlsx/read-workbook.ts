import { LorekeepError, messageOf } from '../../../../src/domain/errors.ts'
import type { FileContent } from '../../loaded-document.ts'
import { checkRowCount } from '../../table/check-row-count.ts'
import type { Sheet } from '../../table/sheet.ts'
import { unreadable } from '../../unreadable.ts'
import { type OfficeKind, type OfficePackage, openPackage } from '../open-package.ts'
import { elementAt, elementsOf, type XmlElement } from '../xml-tree.ts'
import { readNumberFormats } from './number-formats.ts'
import { sharedStrings } from './shared-strings.ts'
import { sheetRows, type Workbook } from './sheet-rows.ts'

const excel: OfficeKind = { extension: '.xlsx', formerExtension: '.xls', program: 'Excel', noun: 'an Excel workbook' }

/** The sheets of a workbook that a reader sees, in the order of their tabs, and the names of those that are hidden. */
export interface VisibleSheets {
  readonly sheets: readonly Sheet[]
  readonly hidden: readonly string[]
}

/**
 * Reads an Excel workbook: cells as they are shown, formulas by the values saved with them.
 * @param mostBytes how much its parts may hold unpacked
 * @throws LorekeepError `document-unreadable`, `too-large`
 */
export function readWorkbook(content: FileContent, mostBytes?: number): VisibleSheets {
  const file = openPackage(content, excel, mostBytes)
  const book = file.xml(file.main)
  if (book?.name !== 's:workbook') {
    throw unreadable(content.path, `is not ${excel.noun}`, 'Open it in Excel and save it again as .xlsx.')
  }
  const sheets = elementsOf(elementAt(book, 's:sheets'), 's:sheet')
  return { sheets: readSheets(file, book, sheets, content.path), hidden: sheets.filter(isHidden).map(nameOf) }
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
