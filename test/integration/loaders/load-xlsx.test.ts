import { describe, expect, test } from '@jest/globals'
import { chunkDocument } from '../../../ingest/chunking/chunk-document.ts'
import { loadXlsx } from '../../../ingest/loaders/office/load-xlsx.ts'
import { excelFile, type SheetParts, sheetRowsOf, wordFile } from '../../support/files/office-files.ts'
import { shown } from './fixture.ts'

async function read(sheets: readonly SheetParts[], options: Parameters<typeof excelFile>[1] = {}) {
  return loadXlsx({ bytes: excelFile(sheets, options), path: 'a.xlsx' })
}

describe('a workbook', () => {
  test('is read sheet by sheet, tables under headings that name the sheet and the rows', async () => {
    const document = await read([
      {
        name: 'Prices',
        rows: sheetRowsOf([
          ['Item', 'Price'],
          ['Bolt', 2],
          ['Nut', 1],
        ]),
      },
      {
        name: '价格',
        rows: sheetRowsOf([
          ['名称', '单价'],
          ['螺栓', 2],
        ]),
      },
    ])
    expect(shown(document)).toEqual([
      'heading1: Prices',
      'heading2: Prices，第 2-3 行',
      'table: | Item | Price |\n| Bolt | 2 |\n| Nut | 1 |',
      'heading1: 价格',
      'heading2: 价格，第 2 行',
      'table: | 名称 | 单价 |\n| 螺栓 | 2 |',
    ])
  })

  test('shows dates, percentages, amounts, truth values and formulas as their cells do', async () => {
    const strings = ['<t>Shared</t>', '<r><t>Rich </t></r><r><t>text</t></r><rPh><t>ruby</t></rPh>']
    const formats = ['0.0%', 'yyyy"年"m"月"d"日"', '#,##0.00 "€"', '[h]:mm']
    const document = await read(
      [
        {
          name: 'All',
          rows: sheetRowsOf([
            ['Kind', 'Value'],
            ['<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>'],
            ['Share', '<c s="1"><v>0.125</v></c>'],
            ['Date', '<c s="2"><v>45000</v></c>'],
            ['Amount', '<c s="3"><v>1234.5</v></c>'],
            ['Hours', '<c s="4"><v>1.5</v></c>'],
            ['Plain', 0.1 + 0.2],
            ['Day', '<c s="5"><v>45000</v></c>'],
            ['Yes', '<c t="b"><v>1</v></c>'],
            ['Sum', '<c><f>1+1</f><v>2</v></c>'],
            ['Text', '<c t="str"><f>"a"</f><v>a</v></c>'],
          ]),
        },
      ],
      { strings, formats },
    )
    expect(shown(document)[2]?.split('\n').slice(1)).toEqual([
      '| Shared | Rich text |',
      '| Share | 12.5% |',
      '| Date | 2023年3月15日 |',
      '| Amount | 1,234.50 € |',
      '| Hours | 36:00 |',
      '| Plain | 0.3 |',
      '| Day | 2023-03-15 |',
      '| Yes | TRUE |',
      '| Sum | 2 |',
      '| Text | a |',
    ])
  })

  test('counts days from 1904 where the workbook does', async () => {
    const rows = sheetRowsOf([
      ['Day', 'Of'],
      ['<c s="1"><v>0</v></c>', 'start'],
    ])
    const document = await read([{ name: 'S', rows }], { book: '<workbookPr date1904="1"/>' })
    expect(document.text).toContain('| 1904-01-01 | start |')
  })

  test('repeats a merged cell in each of its rows and names columns by two rows of headers', async () => {
    const rows = sheetRowsOf([
      ['Plant', '2024', '', '2025', ''],
      ['', 'Plan', 'Real', 'Plan', 'Real'],
      ['苏州', 'A', 1, 2, 3],
      ['', 'B', 4, 5, 6],
    ])
    const merges = ['A3:A4', 'B1:C1', 'D1:E1', 'A1:A2'].map((ref) => `<mergeCell ref="${ref}"/>`).join('')
    const document = await read([{ name: 'S', rows, after: `<mergeCells>${merges}</mergeCells>` }])
    expect(shown(document)).toEqual([
      'heading1: S',
      'heading2: S, rows 3-4',
      'table: | Plant | 2024 Plan | 2024 Real | 2025 Plan | 2025 Real |\n| 苏州 | A | 1 | 2 | 3 |\n| 苏州 | B | 4 | 5 | 6 |',
    ])
  })

  test('leaves out hidden sheets with a warning', async () => {
    const rows = sheetRowsOf([
      ['Item', 'Price'],
      ['Bolt', 2],
    ])
    const document = await read([
      { name: 'Open', rows },
      { name: 'Margins', rows, state: 'hidden' },
      { name: 'Lists', rows, state: 'veryHidden' },
    ])
    expect(shown(document)[0]).toBe('heading1: Open')
    expect(document.text).not.toContain('Margins')
    expect(document.warnings).toEqual(['Hidden sheets that were left out: Margins, Lists.'])
  })

  test('becomes chunks that each begin with the header', async () => {
    const data = Array.from({ length: 200 }, (_, at) => [`Part ${at}`, `Bearing of the ${at}th shaft`, at * 3])
    const document = await read([{ name: 'Stock', rows: sheetRowsOf([['Part', 'Name', 'Count'], ...data]) }])
    const chunks = await chunkDocument(document, { title: 'Stock' })
    expect(chunks.length).toBeGreaterThan(10)
    for (const chunk of chunks) expect(chunk.text.split('\n')[0]).toBe('| Part | Name | Count |')
    expect(chunks[0]?.headingPath).toEqual(['Stock', expect.stringMatching(/^Stock, rows 2-\d+$/)])
    expect(chunks.at(-1)?.headingPath[1]).toMatch(/^Stock, rows \d+-201$/)
  })

  test('[P8] with more rows than anybody reads is refused as too large', async () => {
    const rows = '<row><c><v>1</v></c></row>'.repeat(100_001)
    await expect(read([{ name: 'S', rows }])).rejects.toMatchObject({
      code: 'too-large',
      message: '"a.xlsx" holds more than 100000 rows.',
      hint: expect.any(String),
    })
  })

  test('[P8] that is something else, damaged or empty is refused', async () => {
    const word = loadXlsx({ bytes: wordFile('<w:p/>'), path: 'a.xlsx' })
    await expect(word).rejects.toThrow('"a.xlsx" is not an Excel workbook.')
    await expect(read([{ name: 'S', rows: '<row><c>' }])).rejects.toThrow('"a.xlsx" is damaged: ')
    await expect(read([{ name: 'S', rows: '' }])).rejects.toThrow('"a.xlsx" holds no text.')
  })
})
