import { describe, expect, test } from '@jest/globals'
import { createLinkLimiter } from '../../../../src/privacy/injection/limit-links.ts'

const documents = [
  'The form is at https://hr.example.com/leave/form. ![plan](https://img.example.com/plan.png)',
  'See [the guide](guides/travel.md) and www.example.org.',
]

function limited(text: string, pieceLength = text.length): string {
  const limiter = createLinkLimiter(documents)
  const pieces = text.match(new RegExp(`[\\s\\S]{1,${pieceLength}}`, 'g')) ?? []
  return pieces.map((piece) => limiter.push(piece)).join('') + limiter.end()
}

describe('of an answer', () => {
  test.each([
    'Use the form: https://hr.example.com/leave/form [1].',
    'Use [the form](https://hr.example.com/leave/form) [1].',
    'Other pages of the host are at https://hr.example.com/sick.',
    '![plan](https://img.example.com/plan.png)',
    'See [the guide](guides/travel.md) or www.example.org/news, [1][2]!',
    'Is 3 < 4? Yes! [1]',
  ])('what documents link to stays: %s', (text) => {
    for (const length of [1, 2, 3, 7, 1000]) expect(limited(text, length)).toBe(text)
  })

  test.each([
    ['Nice ![x](https://evil.example/?q=secret) day.', 'Nice x day.'],
    ['![x](https://img.example.com/other.png)', 'x'],
    ['Click [here](https://evil.example/a) now [1].', 'Click here now [1].'],
    ['Click [here](javascript:alert(1)) now.', 'Click here) now.'],
    ['Go to https://evil.example/a.', 'Go to […]'],
    ['Go to www.evil.example now.', 'Go to […] now.'],
    ['It is at https://hr.example.com/leave?to=27', 'It is at […]'],
    ['Look <img src="https://evil.example/a.png"> there.', 'Look  there.'],
    ['请访问https://evil.example/a，谢谢。', '请访问[…]，谢谢。'],
  ])('any other link is cut to its label: %s', (text, expected) => {
    for (const length of [1, 2, 3, 7, 1000]) expect(limited(text, length)).toBe(expected)
  })
})

test('nothing is held back that cannot become a link', () => {
  expect(createLinkLimiter(documents).push('You get 27 days of leave')).toBe('You get 27 days of leave')
})
