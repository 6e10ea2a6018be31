import { describe, expect, test } from '@jest/globals'
import { loadCsv } from '../../../ingest/loaders/table/load-csv.ts'
import { shown } from './fixture.ts'

async function read(content: string | Uint8Array, path = 'lists/stock.csv') {
  return loadCsv({ bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content, path })
}

describe('a CSV file', () => {
  test.each([
    ['commas', 'Item,Price\n"Bolt, long","2,50"\nNut,1\n'],
    ['semicolons', 'Item;Price\nBolt, long;2,50\nNut;1\n'],
    ['tabs', 'Item\tPrice\r\nBolt, long\t2,50\r\nNut\t1\r\n'],
    ['bars', 'Item|Price\nBolt, long|2,50\nNut|1\n'],
    ['what its first line says', 'sep=;\nItem;Price\nBolt, long;2,50\nNut;1'],
  ])('is cut at %s', async (_, content) => {
    expect(shown(await read(content))).toEqual([
      'heading1: stock',
      'heading2: stock, rows 2-3',
      'table: | Item | Price |\n| Bolt, long | 2,50 |\n| Nut | 1 |',
    ])
  })

  test('is read in the encoding it is in, and in its language', async () => {
    // 名称,数量 / 螺栓,5 in GB18030.
    const bytes = Buffer.from('c3fbb3c62ccafdc1bf0ac2ddcba82c350a', 'hex')
    expect(shown(await read(bytes, '库存.csv'))).toEqual([
      'heading1: 库存',
      'heading2: 库存，第 2 行',
      'table: | 名称 | 数量 |\n| 螺栓 | 5 |',
    ])
  })

  test('keeps lines within quotes, doubled quotes and marks of inches', async () => {
    const document = await read('Item,Note\nPipe,"3"" wide,\nnew"\nHose,5" long\n')
    expect(document.text).toContain('| Pipe | 3" wide, new |\n| Hose | 5" long |')
  })

  test('warns of rows with too many cells', async () => {
    const document = await read('Item,Price\nBolt,2\nNut,1,5\nPin,3\n')
    expect(document.warnings).toEqual(['Row 3 with more than 2 cells, which most rows have.'])
  })

  test('[P8] with a quotation mark that is never closed is refused with the line', async () => {
    await expect(read('Item,Price\nBolt,2\n"Nut,1\nPin,3\n')).rejects.toMatchObject({
      code: 'document-unreadable',
      message: '"lists/stock.csv" is not a valid table: a quotation mark is opened but never closed (line 3).',
      hint: expect.any(String),
    })
  })

  test('[P8] that is no text, empty or endless is refused', async () => {
    await expect(read(Uint8Array.of(0, 1, 2, 3))).rejects.toThrow('is not a text file')
    await expect(read('\n\n')).rejects.toThrow('"lists/stock.csv" holds no text.')
    await expect(read('a,b\n'.repeat(100_001))).rejects.toMatchObject({ code: 'too-large' })
  })
})
