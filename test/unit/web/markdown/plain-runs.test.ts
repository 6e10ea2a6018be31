import { describe, expect, test } from '@jest/globals'
import { plainBlocks } from '../../../../src/web/markdown/plain-blocks.ts'
import { plainRuns } from '../../../../src/web/markdown/plain-runs.ts'
import { readingFormOf } from '../../../../src/web/markdown/reading-form.ts'

describe('a plain text with its pages', () => {
  const text = 'one two three four'
  const shown = { start: 0, end: text.length }

  test('the quotation is marked, and the rest is not', () => {
    expect(plainRuns(text, shown, { start: 4, end: 7 }, [])).toMatchObject([
      { value: 'one ', marked: false },
      { value: 'two', marked: true },
      { value: ' three four', marked: false },
    ])
  })

  test('a page that begins inside the quotation divides it without losing a word', () => {
    const runs = plainRuns(text, shown, { start: 4, end: 13 }, [{ page: 2, start: 8 }])

    expect(runs).toMatchObject([
      { value: 'one ' },
      { value: 'two ', marked: true },
      { page: 2 },
      { value: 'three', marked: true },
      { value: ' four' },
    ])
  })

  test('only what is to be shown is shown', () => {
    const runs = plainRuns(text, { start: 4, end: 13 }, { start: 0, end: 7 }, [{ page: 9, start: 14 }])

    expect(runs).toMatchObject([
      { value: 'two', marked: true },
      { value: ' three', marked: false },
    ])
  })
})

describe('how a document is set', () => {
  test.each([
    ['finance/travel.pdf', 'plain'],
    ['notes.TXT', 'plain'],
    ['https://intranet.example/list.csv?raw=1#top', 'plain'],
    ['hr/leave.md', 'markdown'],
    ['制度/年假.html', 'markdown'],
    ['https://intranet.example/wiki/page', 'markdown'],
  ])('%s is set as %s', (source, form) => {
    expect(readingFormOf(source)).toBe(form)
  })
})

function blocksOf(text: string): readonly (readonly [string, boolean])[] {
  return plainBlocks(text, { start: 0, end: text.length }).map(({ start, end, isColumns }) => [
    text.slice(start, end),
    isColumns,
  ])
}

describe('columns in a plain text', () => {
  test('lines with wide gaps are kept in line with each other, and the text around them is not', () => {
    const table = '订单金额      审批人     报价要求\n2,000元以下   组长       无需报价\n'

    expect(blocksOf(`一、审批权限\n\n${table}\n自 2026 年起施行。`)).toEqual([
      ['一、审批权限\n\n', false],
      [table, true],
      ['\n自 2026 年起施行。', false],
    ])
  })

  test('one wide gap in running text makes no columns', () => {
    expect(blocksOf('Signed     Dana\nand that was it.')).toEqual([['Signed     Dana\nand that was it.', false]])
  })
})
