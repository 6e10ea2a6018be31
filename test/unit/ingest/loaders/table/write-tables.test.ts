import { describe, expect, test } from '@jest/globals'
import { estimateTokens } from '../../../../../ingest/chunking/estimate-tokens.ts'
import { writeTables } from '../../../../../ingest/loaders/table/write-tables.ts'
import { rowsOf } from './rows-of.ts'

function write(name: string, ...rows: readonly (readonly string[])[]): readonly string[] {
  const { text, blocks } = writeTables([{ name, rows: rowsOf(...rows) }])
  return blocks.map(({ start, end }) => text.slice(start, end))
}

describe('a table', () => {
  test('is written in groups of rows that fill a chunk, each with the header', () => {
    const rows = Array.from({ length: 60 }, (_, at) => [`Bearing of shaft ${at}`, `${at}`])
    const written = write('Stock', ['Part', 'Count'], ...rows)
    const groups = written.filter((block) => block.startsWith('|'))
    expect(groups.length).toBeGreaterThan(2)
    for (const group of groups) {
      expect(group).toMatch(/^\| Part \| Count \|\n/)
      expect(estimateTokens(group)).toBeLessThanOrEqual(180)
    }
    const ranges = written.flatMap((block) => /^Stock, rows (\d+)-(\d+)$/.exec(block)?.slice(1).map(Number) ?? [])
    expect(ranges[0]).toBe(2)
    expect(ranges.at(-1)).toBe(61)
    ranges.slice(1, -1).forEach((number, at) => at % 2 === 0 && expect(ranges[at + 2]).toBe(number + 1))
  })

  test('names its title beside the sheet', () => {
    expect(write('销售', ['2024 年华东', ''], [], ['城市', '数量'], ['苏州', '5'])).toEqual([
      '销售',
      '2024 年华东',
      '销售，2024 年华东，第 4 行',
      '| 城市 | 数量 |\n| 苏州 | 5 |',
    ])
  })

  test('that is too wide is written row by row, each value with its column', () => {
    const header = Array.from({ length: 80 }, (_, at) => `Column ${at}`)
    const written = write(
      'Wide',
      header,
      header.map((_, at) => (at === 5 ? '' : `${at}`)),
    )
    expect(written[1]).toBe('Wide, row 2 (0)')
    expect(written[2]).toMatch(/^- Column 0: 0\n- Column 1: 1\n/)
    expect(written[2]).not.toContain('Column 5:')
  })

  test('without a header is written as rows', () => {
    expect(write('Log', ['2024-01-01', '5'], ['2024-01-02', '7'])).toEqual([
      'Log',
      'Log, rows 1-2',
      '| 2024-01-01 | 5 |\n| 2024-01-02 | 7 |',
    ])
  })
})
