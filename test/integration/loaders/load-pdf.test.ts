import { beforeAll, describe, expect, test } from '@jest/globals'
import type { LoadedDocument } from '../../../ingest/loaders/loaded-document.ts'
import { loadPdf } from '../../../ingest/loaders/pdf/load-pdf.ts'
import { fixture, shown } from './fixture.ts'

describe('a PDF', () => {
  /** A page of it has no text and is looked at as a picture, which takes seconds. */
  let fourPages: LoadedDocument

  beforeAll(async () => {
    fourPages = await loadPdf(await fixture('four-pages.pdf'))
  })

  test('is put together from its lines into headings, paragraphs and lists, without page numbers and repeated headers', () => {
    expect(fourPages.title).toBe('Staff handbook')
    expect(shown(fourPages)).toEqual([
      'paragraph: Halden Instruments - Staff handbook',
      'heading1: Staff handbook',
      'heading2: 1. Annual leave',
      'paragraph: Everyone who works at least three days a week has twenty-seven days of leave a year, and every employee may carry over five of them. A well-earned rest is not optional: take at least ten days in a row once a year. A well-earned rest also counts for part-time staff.',
      'list: • Ask your manager two weeks ahead.\n• Enter the days in the portal.',
      'heading2: 2. Travel',
      'paragraph: Second class is booked for journeys of up to four hours; for longer ones first class may be booked when the price is lower than that of a flight.',
      'paragraph: Receipts are handed in within thirty days.',
    ])
  })

  test('keeps its page numbers, also behind a page without text', () => {
    const { text, pages } = fourPages
    const begins = pages.map(({ page, start }) => [page, text.slice(start, start + 20)])
    expect(begins).toEqual([
      [1, 'Halden Instruments -'],
      [2, '2. Travel\n\nSecond cl'],
      [3, 'price is lower than '],
      [4, 'price is lower than '],
    ])
  })

  test('in Chinese is read without its font, and lines are joined without a space', async () => {
    expect(shown(await loadPdf(await fixture('chinese.pdf')))).toEqual([
      'heading1: 考勤管理办法',
      'paragraph: 员工每周工作五天，每天工作八小时。因工作需要安排加班的，应当事先填写加班申请单，经部门负责人批准后方可加班。',
    ])
  })

  test.each([
    ['scan.pdf', 'holds no text that can be read'],
    ['protected.pdf', 'is protected by a password'],
    ['broken.pdf', 'is not a PDF file or is damaged'],
  ])('[P8] such as %s is refused because it %s', async (name, reason) => {
    await expect(loadPdf(await fixture(name))).rejects.toMatchObject({
      code: 'document-unreadable',
      message: `"${name}" ${reason}.`,
      hint: expect.any(String),
    })
  })
})
