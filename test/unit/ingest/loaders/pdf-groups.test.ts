import { describe, expect, test } from '@jest/globals'
import { findHeadings, wordsOf } from '../../../../ingest/loaders/pdf/pdf-headings.ts'
import { groupLines } from '../../../../ingest/loaders/pdf/pdf-groups.ts'
import type { PdfLine, PdfPage } from '../../../../ingest/loaders/pdf/pdf-page.ts'

const line = (text: string, y: number, over: Partial<PdfLine> = {}): PdfLine => ({
  text,
  x: 72,
  right: 500,
  y,
  size: 10,
  font: 'body',
  monospace: false,
  upright: true,
  ...over,
})
const page = (number: number, ...lines: readonly PdfLine[]): PdfPage => ({ number, width: 595, height: 842, lines })
const grouped = (...pages: readonly PdfPage[]) =>
  groupLines(pages).map(({ kind, lines }) => [kind, ...lines.map(({ text }) => text)])

describe('the lines of a page', () => {
  test('belong to one paragraph until there is a gap, an indent or a short last line', () => {
    const lines = [
      line('One goes on', 100),
      line('to here.', 112, { right: 150 }),
      line('Two', 124, { right: 490 }),
      line('Three', 142),
      line('Four', 154, { x: 96 }),
      line('after an indent', 166),
    ]
    expect(grouped(page(1, ...lines))).toEqual([
      ['text', 'One goes on', 'to here.'],
      ['text', 'Two'],
      ['text', 'Three'],
      ['text', 'Four', 'after an indent'],
    ])
  })

  test('make items with the lines that hang behind their bullets', () => {
    const lines = [
      line('You need:', 100, { right: 120 }),
      line('• a badge', 112),
      line('of your own', 124, { x: 84, right: 200 }),
      line('• a host', 136, { right: 130 }),
    ]
    expect(grouped(page(1, ...lines))).toEqual([
      ['text', 'You need:'],
      ['item', '• a badge', 'of your own'],
      ['item', '• a host'],
    ])
  })

  test('make rows where they have columns, and code where they are typewritten', () => {
    const lines = [
      line('City\tLimit', 100),
      line('Munich\t140', 112),
      line('npm run build', 140, { monospace: true }),
      line('npm test', 152, { monospace: true }),
    ]
    expect(grouped(page(1, ...lines))).toEqual([
      ['rows', 'City\tLimit', 'Munich\t140'],
      ['code', 'npm run build', 'npm test'],
    ])
  })

  test('go on over a page break in the middle of a sentence only', () => {
    const first = page(1, line('The lower price is', 700))
    expect(grouped(first, page(2, line('what counts.', 60)))).toEqual([['text', 'The lower price is', 'what counts.']])
    expect(grouped(first, page(2, line('Second part', 60)))).toEqual([
      ['text', 'The lower price is'],
      ['text', 'Second part'],
    ])
  })
})

describe('headings', () => {
  const body = [
    line('Text that is long enough to be most of the page, and more.', 300),
    line('And a second line of it.', 312),
  ]
  const headingsOf = (lines: readonly PdfLine[], outline: Parameters<typeof findHeadings>[1] = []) => {
    const headings = findHeadings(groupLines([page(1, ...lines, ...body)]), outline)
    return [...headings].map(([group, level]) => `${level} ${wordsOf(group)}`)
  }

  test('are those that the bookmarks name, whatever number is printed before them', () => {
    const outline = [
      { title: 'Leave', level: 1 },
      { title: 'Scope', level: 2 },
    ]
    expect(headingsOf([line('1. Leave', 100), line('1.1 Scope', 150)], outline)).toEqual(['1 1. Leave', '2 1.1 Scope'])
  })

  test('are lines in larger print, ranked by size, unless they are sentences or bullets', () => {
    const lines = [
      line('Leave', 100, { size: 18 }),
      line('年假天数', 150, { size: 14 }),
      line('This is only a large sentence.', 200, { size: 14 }),
      line('• large bullet', 250, { size: 14 }),
    ]
    expect(headingsOf(lines)).toEqual(['1 Leave', '2 年假天数'])
  })

  test('are numbered titles in a font of their own, but not in the font of the text', () => {
    const lines = [
      line('2.1 Scope', 100, { font: 'bold' }),
      line('2.2 Pages', 150),
      line('Bold words', 200, { font: 'bold' }),
    ]
    expect(headingsOf(lines)).toEqual(['1 2.1 Scope'])
  })
})
