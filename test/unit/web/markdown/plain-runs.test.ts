import { describe, expect, test } from '@jest/globals'
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
    const runs = plainRuns(text, shown, { start: 4, end: 13 }, [
      { page: 1, start: 0 },
      { page: 2, start: 8 },
    ])

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
