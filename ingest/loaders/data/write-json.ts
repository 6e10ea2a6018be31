import { TextBuilder } from '../text-builder.ts'
import { textBlocks } from '../text/load-text.ts'
import { isObject, isScalar, type JsonObject, type JsonScalar, type JsonValue, naturalEntries, shownScalar, titleOf } from './json-value.ts'

const maxLevel = 6
const maxColumns = 30
const maxCellLength = 200
const rowsPerTable = 40
/** Longer texts, and those of several lines, stand by themselves. */
const maxLineLength = 300

/** Writes a value for readers: `key: value` lines and texts, under headings that tell the path to them. */
export function writeJson(builder: TextBuilder, value: JsonValue, level = 1): void {
  if (isScalar(value)) writeText(builder, shownScalar(value))
  else if (isObject(value)) writeObject(builder, value, level)
  else writeArray(builder, value, 'Record', level)
}

function writeObject(builder: TextBuilder, object: JsonObject, level: number, writtenKey?: string): void {
  let lines: string[] = []
  const flush = () => {
    builder.add('paragraph', lines.join('\n'))
    lines = []
  }
  const entries = naturalEntries(object).filter(([key]) => key !== writtenKey)
  for (const [key, value] of entries) {
    if (!isScalar(value)) continue
    const shown = shownScalar(value)
    if (shown === '') continue
    if (!isText(shown)) lines.push(`${key}: ${shown}`)
    else {
      flush()
      writeText(builder, `${key}:\n${shown}`)
    }
  }
  flush()
  for (const [key, value] of entries) {
    if (isScalar(value)) continue
    if (isObject(value)) {
      builder.heading(level, key)
      writeObject(builder, value, Math.min(maxLevel, level + 1))
    } else if (value.length > 0) {
      builder.heading(level, key)
      writeArray(builder, value, key, Math.min(maxLevel, level + 1))
    }
  }
}

function writeArray(builder: TextBuilder, values: readonly JsonValue[], name: string, level: number): void {
  if (values.every(isScalar)) return writeList(builder, values)
  const columns = columnsOf(values)
  if (columns !== undefined) return writeTable(builder, columns.rows, columns.names)
  for (const [at, value] of values.entries()) {
    const title = isObject(value) ? titleOf(value) : undefined
    builder.heading(level, title?.words ?? `${name} ${at + 1}`)
    if (isObject(value)) writeObject(builder, value, Math.min(maxLevel, level + 1), title?.key)
    else writeJson(builder, value, Math.min(maxLevel, level + 1))
  }
}

function writeList(builder: TextBuilder, values: readonly JsonScalar[]): void {
  const items = values.map(shownScalar).filter((item) => item !== '')
  if (items.some(isText)) for (const item of items) writeText(builder, item)
  else builder.add('list', items.map((item) => `- ${item}`).join('\n'))
}

/** Each table repeats the header row, so that it can be read by itself. */
function writeTable(builder: TextBuilder, rows: readonly JsonObject[], names: readonly string[]): void {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  for (let at = 0; at < rows.length; at += rowsPerTable) {
    const lines = rows.slice(at, at + rowsPerTable).map((cells) => row(names.map((name) => cellOf(cells[name] ?? null))))
    builder.add('table', [row(names), ...lines].join('\n'))
  }
}

/** Objects of the same shape and without long texts are the rows of a table. */
function columnsOf(
  values: readonly JsonValue[],
): { readonly rows: readonly JsonObject[]; readonly names: readonly string[] } | undefined {
  const rows = values.filter(isObject)
  if (rows.length < 2 || rows.length < values.length) return undefined
  const names = [...new Set(rows.flatMap((row) => naturalEntries(row).map(([key]) => key)))]
  const isRow = (row: JsonObject) => {
    const cells = Object.values(row)
    const isFlat = cells.every((cell) => isScalar(cell) && shownScalar(cell).length <= maxCellLength)
    return isFlat && cells.length * 2 > names.length
  }
  return names.length > 0 && names.length <= maxColumns && rows.every(isRow) ? { rows, names } : undefined
}

function cellOf(value: JsonValue): string {
  return isScalar(value) ? shownScalar(value).replace(/\s+/g, ' ') : ''
}

function isText(shown: string): boolean {
  return shown.length > maxLineLength || shown.includes('\n')
}

/** A text in a value is cut into paragraphs as a text file is; its headings are not those of the data. */
function writeText(builder: TextBuilder, text: string): void {
  const source = text.replace(/\r\n?/g, '\n')
  for (const { kind, start, end } of textBlocks(source)) {
    builder.add(kind === 'heading' ? 'paragraph' : kind, source.slice(start, end))
  }
}
