import { describe, expect, test } from '@jest/globals'
import { dropRunningLines } from '../../../../ingest/loaders/pdf/drop-running-lines.ts'
import type { PdfLine, PdfPage } from '../../../../ingest/loaders/pdf/pdf-page.ts'

const line = (text: string, y: number, over: Partial<PdfLine> = {}): PdfLine => ({
  text,
  x: 72,
  right: 500,
  y,
  size: 10,
  font: 'f1',
  monospace: false,
  upright: true,
  ...over,
})

const pages = (count: number, linesOf: (number: number) => readonly PdfLine[]): readonly PdfPage[] =>
  Array.from({ length: count }, (_, at) => ({ number: at + 1, width: 595, height: 842, lines: linesOf(at + 1) }))

const textOf = (document: readonly PdfPage[]) =>
  dropRunningLines(document, 10).map((page) => page.lines.map(({ text }) => text))

describe('lines that belong to the page', () => {
  test('page numbers go, wherever in the line they stand and in Roman numerals too', () => {
    const roman = ['', 'i', 'ii', 'iii']
    expect(textOf(pages(3, (n) => [line(`Section ${7 - n}\t${n + 9}`, 800), line('Text.', 400)]))).toEqual([
      ['Text.'],
      ['Text.'],
      ['Text.'],
    ])
    expect(textOf(pages(3, (n) => [line(`手册\t${roman[n]}`, 40), line('正文', 400)]))).toEqual([
      ['正文'],
      ['正文'],
      ['正文'],
    ])
  })

  test('a header that comes again stays once, on the first pages only', () => {
    expect(textOf(pages(3, () => [line('Doc. HI-7, revision C', 40), line('Text.', 400)]))).toEqual([
      ['Doc. HI-7, revision C', 'Text.'],
      ['Text.'],
      ['Text.'],
    ])
  })

  test('watermarks go', () => {
    expect(textOf(pages(2, () => [line('DRAFT', 400, { upright: false }), line('Text.', 300)]))).toEqual([
      ['Text.'],
      ['Text.'],
    ])
  })
})

describe('lines that belong to the text', () => {
  test('stay when they are the header of a table that begins on several pages', () => {
    const header = line('Package\tSize', 40, { cells: [['Package'], ['Size']], table: 0 })
    expect(textOf(pages(4, () => [header]))).toEqual(Array.from({ length: 4 }, () => ['Package\tSize']))
  })

  test('stay when they are alike only on two pages, in the middle of the page, or in other places', () => {
    expect(textOf(pages(2, () => [line('Twice', 40)]))).toEqual([['Twice'], ['Twice']])
    expect(textOf(pages(3, () => [line('Total', 400)]))).toEqual([['Total'], ['Total'], ['Total']])
    expect(textOf(pages(3, (n) => [line('Total', 30 + 10 * n)]))).toEqual([['Total'], ['Total'], ['Total']])
  })

  test('stay when their numbers have nothing to do with the page', () => {
    const sums = ['', 'Total 17', 'Total 512', 'Total 3']
    expect(textOf(pages(3, (n) => [line(sums[n] ?? '', 800)]))).toEqual([['Total 17'], ['Total 512'], ['Total 3']])
  })

  test('stay when they are headings that count the pages', () => {
    const slides = pages(3, (n) => [line(`${n}. Step`, 60, { size: 24 }), line('Text.', 400)])
    expect(textOf(slides)).toEqual([
      ['1. Step', 'Text.'],
      ['2. Step', 'Text.'],
      ['3. Step', 'Text.'],
    ])
  })
})
