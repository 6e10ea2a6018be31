import { describe, expect, test } from '@jest/globals'
import { findTables } from '../../../../../ingest/loaders/table/find-tables.ts'
import { rowsOf } from './rows-of.ts'

describe('the tables of a sheet', () => {
  test('have a header of words, and the titles above it', () => {
    expect(findTables(rowsOf(['Staff 2024', ''], ['', ''], ['Name', 'Age'], ['Anna', '31']))).toEqual([
      expect.objectContaining({
        titles: ['Staff 2024'],
        header: ['Name', 'Age'],
        rows: [{ number: 4, cells: ['Anna', '31'] }],
      }),
    ])
  })

  test('have no header where the first row is data already', () => {
    const [table] = findTables(rowsOf(['2024-01-01', '5'], ['2024-01-02', '7']))
    expect(table?.header).toBeUndefined()
    expect(table?.rows).toHaveLength(2)
  })

  test('may be headed by years', () => {
    const [table] = findTables(rowsOf(['Region', '2023', '2024', '2025'], ['华东', '1', '2', '3']))
    expect(table?.header).toEqual(['Region', '2023', '2024', '2025'])
  })

  test('may begin further right and below, and lose their empty columns', () => {
    const [table] = findTables(rowsOf([], ['', '', 'Name', '', 'Age'], ['', '', 'Anna', '', '31']))
    expect(table).toMatchObject({ header: ['Name', 'Age'], rows: [{ number: 3, cells: ['Anna', '31'] }] })
  })

  test('are parted by empty rows where another header follows', () => {
    const tables = findTables(rowsOf(['Item', 'Price'], ['Bolt', '2'], [], ['Person', 'Phone'], ['Anna', '123']))
    expect(tables.map(({ header }) => header)).toEqual([
      ['Item', 'Price'],
      ['Person', 'Phone'],
    ])
  })

  test('go on behind an empty row with the same columns', () => {
    const tables = findTables(
      rowsOf(['Item', 'Price'], ['Bolt', '2'], [], ['Nut', '1'], [], ['Item', 'Price'], ['Pin', '3']),
    )
    expect(tables).toHaveLength(1)
    expect(tables[0]?.rows.map(({ cells }) => cells[0])).toEqual(['Bolt', 'Nut', 'Pin'])
  })

  test('of words alone go on behind an empty row too', () => {
    const tables = findTables(rowsOf(['姓名', '部门'], ['张三', '财务'], [], ['李四', '人事']))
    expect(tables.map(({ rows }) => rows.length)).toEqual([2])
  })

  test('are parted by an empty column where they are of different length or repeat a header', () => {
    const different = findTables(
      rowsOf(['Item', 'Price', '', 'Person', 'Phone'], ['Bolt', '2', '', 'Anna', '1'], ['Nut', '1']),
    )
    expect(different.map(({ header }) => header)).toEqual([
      ['Item', 'Price'],
      ['Person', 'Phone'],
    ])
    const repeated = findTables(rowsOf(['Item', 'Price', '', 'Item', 'Price'], ['Bolt', '2', '', 'Nut', '1']))
    expect(repeated).toHaveLength(2)
  })

  test('keep text that stands alone, before, between and behind them', () => {
    const tables = findTables(rowsOf(['Item', 'Price'], ['Bolt', '2'], [], ['Prices in euros.']))
    expect(tables.at(-1)).toEqual({ titles: ['Prices in euros.'], rows: [] })
  })
})
