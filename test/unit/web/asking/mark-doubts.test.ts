import { expect, test } from '@jest/globals'
import { hasDoubts, markDoubts } from '../../../../src/web/asking/mark-doubts.ts'

const sentence = (start: number, end: number, support: 'supported' | 'unsupported') => ({
  start,
  end,
  support,
  citations: [],
})

test('sentences that nothing carries end with a mark, in a table before the bar', () => {
  const text = 'Leave is 27 days [1]. Parking is free.\n\n| A | B |\n| --- | --- |\n| London | £1 |'
  const row = text.lastIndexOf('| London')
  const sentences = [
    sentence(0, 21, 'supported'),
    sentence(22, 38, 'unsupported'),
    sentence(row, text.length, 'unsupported'),
  ]
  expect(markDoubts(text, sentences)).toBe(
    'Leave is 27 days [1]. Parking is free. [0]\n\n| A | B |\n| --- | --- |\n| London | £1  [0]|',
  )
  expect([hasDoubts(sentences), hasDoubts(sentences.slice(0, 1)), hasDoubts()]).toEqual([true, false, false])
  expect(markDoubts(text)).toBe(text)
})
