import { format, isDateFormat } from 'numfmt'
import { elementAt, elementsOf, type XmlElement } from '../xml-tree.ts'

/**
 * The formats that a workbook need not define (ECMA-376 part 1, 18.8.30). Those that follow the
 * reader's country show dates year first, which is understood everywhere.
 */
const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '#,##0;-#,##0',
  6: '#,##0;-#,##0',
  7: '#,##0.00;-#,##0.00',
  8: '#,##0.00;-#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'yyyy-mm-dd',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: 'h"时"mm"分"',
  35: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0;-#,##0',
  38: '#,##0;-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;-#,##0.00',
  41: '#,##0;-#,##0',
  42: '#,##0;-#,##0',
  43: '#,##0.00;-#,##0.00',
  44: '#,##0.00;-#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: 'h"时"mm"分"',
  56: 'h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}

/** Days between the two calendars that a workbook may count from, 1900 and 1904. */
const daysTo1904 = 1462

/** Shows numbers as their cells do. */
export interface NumberFormats {
  /** @param style the cell's, as an index; @throws never: a format that is not understood shows the plain number */
  show(value: number, style: number): string
}

/** @param styles the `styles` part, absent in the simplest files */
export function readNumberFormats(styles: XmlElement | undefined, countsFrom1904: boolean): NumberFormats {
  const custom = new Map(
    elementsOf(elementAt(styles, 's:numFmts'), 's:numFmt').map(({ attributes }) => [
      Number(attributes['numFmtId']),
      attributes['formatCode'] ?? 'General',
    ]),
  )
  const patterns = elementsOf(elementAt(styles, 's:cellXfs'), 's:xf').map(({ attributes }) => {
    const id = Number(attributes['numFmtId'] ?? 0)
    return custom.get(id) ?? builtIn[id] ?? 'General'
  })
  return {
    show(value, style) {
      const pattern = patterns[style] ?? 'General'
      const serial = countsFrom1904 && isDateFormat(pattern) ? value + daysTo1904 : value
      const options = { nbsp: false, throws: false, invalid: String(value), overflow: String(value) }
      const shown = format(pattern, serial, options).replace(/\s+/g, ' ').trim()
      // A format may hide its number, which a reader who asks for it wants to see.
      return shown === '' ? String(value) : shown
    },
  }
}
