import type { Cell, Row } from '../../table/sheet.ts'
import { readXml } from '../xml-events.ts'
import type { NumberFormats } from './number-formats.ts'

interface Range {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** What the cells of a sheet refer to. */
export interface Workbook {
  readonly strings: readonly string[]
  readonly formats: NumberFormats
}

/**
 * The rows of a `worksheet` part that are not empty, with numbers as they are shown and formulas as
 * the values that were saved with them. A value that covers several rows stands in each of them.
 * @param onRow called after each row with the count so far, so that the caller may stop
 * @throws Error for a part that is not well-formed
 */
export function sheetRows(source: string, workbook: Workbook, onRow: (count: number) => void): readonly Row[] {
  const rows: { readonly number: number; readonly cells: Map<number, Cell> }[] = []
  const merged: Range[] = []
  let number = 0
  let column = -1
  let cells = new Map<number, Cell>()
  let cell = { type: 'n', style: 0 }
  let value = ''
  let readsValue = false
  let isPhonetic = false

  readXml(source, {
    open(name, attributes) {
      if (name === 'row') {
        number = Number(attributes['r'] ?? number + 1)
        column = -1
        cells = new Map()
      } else if (name === 'c') {
        column = attributes['r'] === undefined ? column + 1 : placeOf(attributes['r']).column
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0) }
        value = ''
      } else if (name === 'v' || name === 't') readsValue = !isPhonetic
      else if (name === 'rPh') isPhonetic = true
      else if (name === 'mergeCell') merged.push(rangeOf(attributes['ref'] ?? ''))
    },
    text(words) {
      if (readsValue) value += words
    },
    close(name) {
      if (name === 'v' || name === 't') readsValue = false
      else if (name === 'rPh') isPhonetic = false
      else if (name === 'c') {
        const read = cellOf(cell.type, cell.style, value, workbook)
        if (read) cells.set(column, read)
      } else if (name === 'row' && cells.size > 0) {
        rows.push({ number, cells })
        onRow(rows.length)
      }
    },
  })
  spread(rows, merged)
  return rows
}

function cellOf(type: string, style: number, value: string, { strings, formats }: Workbook): Cell | undefined {
  const text = (words: string, isText: boolean): Cell | undefined => {
    const tidy = words.replace(/\s+/g, ' ').trim()
    return tidy === '' ? undefined : { text: tidy, isText }
  }
  switch (type) {
    case 's':
      return text(strings[Number(value)] ?? '', true)
    case 'str':
    case 'inlineStr':
      return text(value, true)
    case 'b':
      return text(value === '1' ? 'TRUE' : 'FALSE', false)
    case 'd':
      return text(value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '').replace('T', ' '), false)
    case 'e':
      return text(value, false)
    default:
      return value.trim() === '' ? undefined : text(numberShown(value, style, formats), false)
  }
}

function numberShown(value: string, style: number, formats: NumberFormats): string {
  const number = Number(value)
  return Number.isNaN(number) ? value : formats.show(number, style)
}

/** Gives the cells of each merged range the value of its first one: noted as covering columns, repeated in rows. */
function spread(
  rows: readonly { readonly number: number; readonly cells: Map<number, Cell> }[],
  ranges: readonly Range[],
) {
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  for (const { top, left, bottom, right } of ranges) {
    const value = byNumber.get(top)?.cells.get(left)
    if (!value) continue
    const covering = right > left ? { ...value, span: right - left + 1 } : value
    byNumber.get(top)?.cells.set(left, covering)
    // Rows that hold nothing else stay out, however far the range reaches.
    for (let below = top + 1; below <= Math.min(bottom, top + rows.length * 2); below++) {
      byNumber.get(below)?.cells.set(left, covering)
    }
  }
}

function rangeOf(reference: string): Range {
  const [from = '', to = from] = reference.split(':')
  const [first, last] = [placeOf(from), placeOf(to)]
  return { top: first.row, left: first.column, bottom: last.row, right: last.column }
}

/** `C7` is column 2 of row 7. */
function placeOf(reference: string): { readonly row: number; readonly column: number } {
  const [, letters = '', digits = ''] = /^\$?([A-Z]+)\$?(\d+)$/i.exec(reference) ?? []
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(digits), column: column - 1 }
}
