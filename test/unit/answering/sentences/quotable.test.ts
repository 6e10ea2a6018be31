import { describe, expect, test } from '@jest/globals'
import { answeringSentences, quotable } from '../../../../src/answering/sentences/quotable.ts'

/** What is quoted for the sentence that begins so. */
function quoteOf(text: string, beginning: string): string {
  const sentence = answeringSentences(text).find((one) => one.text.startsWith(beginning))
  if (sentence === undefined) throw new Error(`No sentence begins with "${beginning}".`)
  const { start, end } = quotable(text, sentence)
  return text.slice(start, end)
}

describe('what is quoted', () => {
  test('is the sentence itself where it says all', () => {
    expect(quoteOf('Leave is 27 days. Ask your manager.', 'Ask')).toBe('Ask your manager.')
  })

  test.each([
    [
      'The pass is valid for a day. It opens both doors. Ask Bob.',
      'It',
      'The pass is valid for a day. It opens both doors.',
    ],
    ['客户可以延保。其费用为5%。', '其费用', '客户可以延保。其费用为5%。'],
  ])('begins with the sentence that "%s" speaks of', (text, beginning, quoted) => {
    expect(quoteOf(text, beginning)).toBe(quoted)
  })

  test('is never reached for across a paragraph', () => {
    expect(quoteOf('Bob has the key.\n\nIt opens both doors.', 'It')).toBe('It opens both doors.')
  })

  test('is the whole list for one of its items, with the line that announces it', () => {
    const list = 'Bring with you:\n\n- passport. It must be valid.\n- tax number'
    expect(quoteOf(`Welcome.\n\n${list}\n\nThen go home.`, '- tax')).toBe(list)
    expect(quoteOf(`Welcome.\n\n${list}\n\nThen go home.`, 'It must')).toBe(list)
    expect(quoteOf(`Welcome.\n\n${list}\n\nThen go home.`, 'Bring')).toBe(list)
  })

  test('is one item of a list that is too long to be read', () => {
    const items = Array.from({ length: 12 }, (_, at) => `- item ${at} ${'is described at length '.repeat(5)}`.trim())
    expect(quoteOf(items.join('\n'), '- item 7 ')).toBe(items[7])
  })

  test('is a table from its head to the row', () => {
    const table = '| City | Limit |\n| --- | --- |\n| London | £185 |\n| Munich | €165 |'
    expect(quoteOf(`Limits:\n\n${table}\n\nMore below.`, '| London')).toBe(
      '| City | Limit |\n| --- | --- |\n| London | £185 |',
    )
  })
})
