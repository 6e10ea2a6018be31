import { describe, expect, test } from '@jest/globals'
import { loadPdf } from '../../../ingest/loaders/pdf/load-pdf.ts'
import { type PdfFileOptions, type PdfFilePage, pdfFile, type Print } from '../../support/files/pdf-file.ts'
import { shown } from './fixture.ts'

const load = (pages: readonly PdfFilePage[], options: PdfFileOptions = {}) =>
  loadPdf({ bytes: pdfFile(pages, options), path: 'test.pdf' })
const blocks = async (...pages: readonly PdfFilePage[]) => shown(await load(pages))

const leading = 12
const column = (x: number, y: number, lines: readonly string[]): readonly Print[] =>
  lines.map((text, at) => ({ x, y: y + at * leading, text }))

const left = [
  'Everyone who works at least three days a',
  'week has twenty-seven days of leave, and',
  'every employee may carry over five days',
  'of them into the next year if the reasons',
  'for it have been agreed with a manager.',
]
const right = [
  'Second class is booked for all journeys',
  'of up to four hours, and for longer ones',
  'first class may be booked whenever the',
  'price is lower than that of a flight to',
  'the same place on the same working day.',
]
const paragraphs = [`paragraph: ${left.join(' ')}`, `paragraph: ${right.join(' ')}`]

describe('pages with columns', () => {
  test('are read one column after the other, though the file writes them line by line', async () => {
    const lines = column(60, 100, left).flatMap((line, at) => [line, ...column(310, 100, right).slice(at, at + 1)])
    expect(await blocks({ prints: lines })).toEqual(paragraphs)
  })

  test('are read from left to right, though the file writes the right one first', async () => {
    expect(await blocks({ prints: [...column(310, 100, right), ...column(60, 100, left)] })).toEqual(paragraphs)
  })

  test('keep what stands across them above and below in its place', async () => {
    const across = { x: 60, text: 'Rules for leave and for all journeys of the staff', size: 20 }
    const below = {
      x: 60,
      text: 'Questions are answered by the people office, on any working day between nine and noon.',
    }
    const prints = [...column(60, 100, left), { ...across, y: 60 }, ...column(310, 100, right), { ...below, y: 190 }]
    expect(await blocks({ prints })).toEqual([`heading1: ${across.text}`, ...paragraphs, `paragraph: ${below.text}`])
  })

  test('may be three, also in Chinese', async () => {
    const texts = ['甲乙丙丁戊己庚辛壬癸子丑', '春夏秋冬东南西北金木水火', '天地玄黄宇宙洪荒日月盈昃']
    const prints = texts.flatMap((text, at) =>
      column(60 + at * 170, 100, [text, text, text, `${text.slice(0, 9)}。`]).map((line) => ({
        ...line,
        font: 'Ucs2' as const,
      })),
    )
    expect(await blocks({ prints })).toEqual(texts.map((text) => `paragraph: ${text.repeat(3)}${text.slice(0, 9)}。`))
  })

  test('keep a table that stands between parts of them whole', async () => {
    const rows = [
      ['City', 'Limit', 'Currency'],
      ['Munich', '140', 'EUR'],
      ['Zurich', '210', 'CHF'],
    ]
    const table = rows.flatMap((cells, at) =>
      cells.map((text, cell) => ({ x: 60 + cell * 200, y: 190 + at * 14, text })),
    )
    const prints = [
      ...column(60, 100, left),
      ...column(310, 100, right),
      ...table,
      ...column(60, 260, left),
      ...column(310, 260, right),
    ]
    const rules = [0, 1, 2, 3].map((at) => [55, 178 + at * 14, 540, 178 + at * 14] as const)
    const sides = [55, 250, 450, 540].map((x) => [x, 178, x, 220] as const)
    expect(await blocks({ prints, rules: [...rules, ...sides] })).toEqual([
      ...paragraphs,
      'table: | City | Limit | Currency |\n| Munich | 140 | EUR |\n| Zurich | 210 | CHF |',
      ...paragraphs,
    ])
  })
})

describe('tables', () => {
  test('are rows of cells, and a cell of several lines is one', async () => {
    const prints = [
      ...column(60, 100, ['Item']),
      ...column(160, 100, ['Meaning']),
      ...column(400, 100, ['Days']),
      ...column(60, 114, ['Annual leave']),
      ...column(160, 114, ['what everyone has who works', 'at least three days a week']),
      ...column(400, 114, ['27']),
      ...column(60, 140, ['Care']),
      ...column(160, 140, ['for a child that is ill']),
      ...column(400, 140, ['10']),
    ]
    expect(await blocks({ prints })).toEqual([
      'table: | Item | Meaning | Days |\n| Annual leave | what everyone has who works at least three days a week | 27 |\n' +
        '| Care | for a child that is ill | 10 |',
    ])
  })

  test('may leave cells empty', async () => {
    const row = (y: number, ...cells: readonly string[]) =>
      cells.flatMap((text, at) => (text === '' ? [] : [{ x: 60 + at * 120, y, text }]))
    const prints = [
      ...row(100, 'Grade', 'Berlin', 'Beijing'),
      ...row(114, 'A', '140', '900'),
      ...row(128, 'B', '', '700'),
      ...row(142, 'C', '90', '600'),
    ]
    expect(await blocks({ prints })).toEqual([
      'table: | Grade | Berlin | Beijing |\n| A | 140 | 900 |\n| B |  | 700 |\n| C | 90 | 600 |',
    ])
  })

  test('with drawn lines keep narrow columns apart', async () => {
    const prints = [
      ...column(62, 112, ['部门', '财务', '人事']).map((line) => ({ ...line, font: 'Gbk' as const })),
      ...column(86, 112, ['人数', '十二', '八']).map((line) => ({ ...line, font: 'Gbk' as const })),
    ]
    const rules = [
      ...[100, 115, 127, 139].map((y) => [60, y, 110, y] as const),
      ...[60, 84, 110].map((x) => [x, 100, x, 139] as const),
    ]
    expect(await blocks({ prints, rules })).toEqual(['table: | 部门 | 人数 |\n| 财务 | 十二 |\n| 人事 | 八 |'])
  })

  test('are not made of typewritten code or of titles with the numbers of pages', async () => {
    const pairs = (font: 'Latin' | 'Typewriter', ...rows: readonly (readonly [string, string])[]) =>
      rows.flatMap(([first, second], at) => [
        { x: 60, y: 100 + at * leading, text: first, font },
        { x: 300, y: 100 + at * leading, text: second, font },
      ])
    const code = pairs(
      'Typewriter',
      ['install -o root', '-m 644'],
      ['install -o mail', '-m 755'],
      ['chown mail', '/var'],
    )
    expect(await blocks({ prints: code })).toEqual([expect.stringMatching(/^code: install -o root +-m 644\n/)])
    const contents = pairs('Latin', ['Leave', '3'], ['Journeys', '7'], ['Guests', '7'], ['Keys', '12'])
    expect(await blocks({ prints: contents })).toEqual(['paragraph: Leave 3\nJourneys 7\nGuests 7\nKeys 12'])
  })

  test('are not made of lists whose bullets stand apart', async () => {
    const prints = ['a badge of your own', 'a host', 'a visit report'].flatMap((text, at) => [
      { x: 60, y: 100 + at * leading, text: '\u2022' },
      { x: 80, y: 100 + at * leading, text },
    ])
    // WinAnsi has the bullet at another place than Latin-1.
    const bulleted = prints.map((print) => ({ ...print, text: print.text.replace('\u2022', '\u0095') }))
    expect(await blocks({ prints: bulleted })).toEqual(['list: • a badge of your own\n• a host\n• a visit report'])
  })
})

describe('turned print', () => {
  const lines = ['The first line of the page', 'goes on in the second one.']

  test.each([90, 180, 270] as const)(
    'of a page that is shown turned by %i degrees is read in order',
    async (rotate) => {
      expect(await blocks({ prints: column(60, 100, lines), rotate })).toEqual([`paragraph: ${lines.join(' ')}`])
    },
  )

  test.each([90, 180, 270])('that is drawn at %i degrees is read in order', async (turn) => {
    const down = (turn * Math.PI) / 180
    const prints = lines.map((text, at) => ({
      x: 300 + at * leading * Math.sin(down),
      y: 400 + at * leading * Math.cos(down),
      text,
      turn,
    }))
    expect(await blocks({ prints })).toEqual([`paragraph: ${lines.join(' ')}`])
  })

  test('in Chinese that runs down is read from right to left', async () => {
    const prints = ['员工每周工作五天，', '每天工作八小时。'].map((text, at) => ({
      x: 400 - at * leading,
      y: 100,
      text,
      font: 'Vertical' as const,
    }))
    expect(await blocks({ prints })).toEqual(['paragraph: 员工每周工作五天，每天工作八小时。'])
  })
})

describe('Chinese print without its font', () => {
  test.each([
    ['Ucs2', '员工每周工作五天。'],
    ['Gbk', '员工每周工作五天'],
    ['Big5', '員工每週工作五天。'],
  ] as const)('in the codes of %s is read as what it shows', async (font, text) => {
    expect(await blocks({ prints: [{ x: 60, y: 100, text, font }] })).toEqual([`paragraph: ${text}`])
  })
})

describe('what else a page shows', () => {
  test('the values of form fields stand where they were filled in', async () => {
    const prints = column(60, 100, ['Name:', 'City:'])
    const fields = [
      { x: 90, y: 100, name: 'name', value: 'Ada Wong' },
      { x: 90, y: 112, name: 'city', value: 'Munich' },
    ]
    expect((await load([{ prints, fields }])).text).toMatch(/Name:[ |]+Ada Wong[ |]*\n[ |]*City:[ |]+Munich/)
  })

  test('bookmarks make headings of lines that are printed like text', async () => {
    const prints = [
      ...column(60, 100, ['Leave']),
      ...column(60, 140, left),
      ...column(60, 240, ['Journeys']),
      ...column(60, 280, right),
    ]
    const bookmarks = [
      { title: 'Leave', page: 0 },
      { title: 'Journeys', page: 0 },
    ]
    expect(shown(await load([{ prints }], { bookmarks }))).toEqual([
      'heading1: Leave',
      paragraphs[0],
      'heading1: Journeys',
      paragraphs[1],
    ])
  })

  test('the number of a note stands apart from the word before it', async () => {
    const prints = [
      { x: 60, y: 100, text: 'It is given freely' },
      { x: 137.3, y: 96, text: '2', size: 6 },
      { x: 144, y: 100, text: 'to all.' },
    ]
    expect(await blocks({ prints })).toEqual(['paragraph: It is given freely[2] to all.'])
  })
})

describe('pages without usable text', () => {
  const words = { prints: column(60, 100, left) }

  test('are named in the warnings', async () => {
    const { warnings, pages } = await load([words, {}, {}, words, {}])
    expect(warnings).toEqual(['Pages 2-3 and 5 hold no text.'])
    expect(pages.map(({ page }) => page)).toEqual([1, 2, 3, 4, 5])
    expect((await load([words])).warnings).toBeUndefined()
  })

  test('are those whose fonts do not say what they show, too: these are read from their picture', async () => {
    const { warnings } = await load([words, { prints: [{ x: 60, y: 100, text: 'ABCDEF', font: 'Unmapped' }] }])
    expect(warnings).toEqual(['Page 2 was read by character recognition.'])
  })

  test('are left out with a reason when they are damaged', async () => {
    const { text, warnings } = await load([words, words], { brokenPage: 1 })
    expect(text).toBe(left.join(' '))
    expect(warnings).toEqual([expect.stringMatching(/^Page 2 is damaged and was left out: ./)])
  })

  test('make the file unreadable when there are no others', async () => {
    await expect(load([{}, {}])).rejects.toMatchObject({
      code: 'document-unreadable',
      message: expect.stringContaining('holds no text'),
    })
  })
})
