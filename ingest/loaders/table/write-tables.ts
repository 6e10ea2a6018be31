import type { Language } from '../../../src/domain/language.ts'
import { languageOf } from '../../../src/domain/language.ts'
import { estimateTokens } from '../../chunking/estimate-tokens.ts'
import { TextBuilder } from '../text-builder.ts'
import { findTables, type Table, type TableRow } from './find-tables.ts'
import type { Sheet } from './sheet.ts'

/** A group of rows with its header fills one chunk. */
const groupTokens = 180

/**
 * Writes sheets such that each part can be understood by itself: every sheet under a heading with its
 * name; its tables in groups of rows, each group under a heading that names the sheet and the rows
 * and beginning with the header. A row that is too wide for that is written as `- column: value`.
 */
export function writeTables(sheets: readonly Sheet[]): TextBuilder {
  const builder = new TextBuilder()
  const language = languageOfSheets(sheets)
  for (const { name, rows } of sheets) {
    if (rows.length === 0) continue
    builder.heading(1, name)
    for (const table of findTables(rows)) writeTable(builder, name, table, language)
  }
  return builder
}

function writeTable(builder: TextBuilder, sheet: string, table: Table, language: Language): void {
  builder.add('paragraph', table.titles.join('\n'))
  const { header, rows } = table
  if (rows.length === 0) return builder.add('table', header ? rowLine(header) : '')
  const caption = table.titles.length === 1 && (table.titles[0]?.length ?? 0) <= 60 ? table.titles[0] : undefined
  const headerTokens = header ? estimateTokens(rowLine(header)) : 0
  let group: TableRow[] = []
  let tokens = headerTokens
  const writeGroup = () => {
    const [first, last] = [group[0], group.at(-1)]
    if (!first || !last) return
    builder.heading(2, headingOf(sheet, caption, first.number, last.number, language))
    builder.add('table', [...(header ? [header] : []), ...group.map(({ cells }) => cells)].map(rowLine).join('\n'))
    group = []
    tokens = headerTokens
  }
  for (const row of rows) {
    const own = estimateTokens(rowLine(row.cells))
    if (header && headerTokens + own > groupTokens) {
      writeGroup()
      builder.heading(2, `${headingOf(sheet, caption, row.number, row.number, language)}${keyOf(row)}`)
      builder.add('list', recordLines(header, row, language).join('\n'))
      continue
    }
    if (tokens + own > groupTokens) writeGroup()
    group.push(row)
    tokens += own
  }
  writeGroup()
}

function rowLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function recordLines(header: readonly string[], { cells }: TableRow, language: Language): readonly string[] {
  return cells.flatMap((cell, at) => {
    if (cell === '') return []
    const name = header[at] ?? ''
    return [name === '' ? `- ${cell}` : language === 'zh' ? `- ${name}：${cell}` : `- ${name}: ${cell}`]
  })
}

/** What the first cell of a row says, if it is short enough to name it. */
function keyOf({ cells }: TableRow): string {
  const key = cells.find((cell) => cell !== '') ?? ''
  return key.length <= 60 ? ` (${key})` : ''
}

function headingOf(
  sheet: string,
  caption: string | undefined,
  first: number,
  last: number,
  language: Language,
): string {
  const rows = first === last ? String(first) : `${first}-${last}`
  const name = caption === undefined || caption === sheet ? sheet : `${sheet}, ${caption}`
  if (language === 'zh') return `${name.replace(', ', '，')}，第 ${rows} 行`
  return `${name}, ${first === last ? 'row' : 'rows'} ${rows}`
}

function languageOfSheets(sheets: readonly Sheet[]): Language {
  const samples = sheets.flatMap(({ name, rows }) => [
    name,
    ...rows
      .slice(0, 50)
      .flatMap(({ cells }) => [...cells.values()].filter((cell) => cell.isText).map(({ text }) => text)),
  ])
  return languageOf(samples.join(' '))
}
