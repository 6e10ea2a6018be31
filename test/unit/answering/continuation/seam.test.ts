import { describe, expect, test } from '@jest/globals'
import { createSeam } from '../../../../src/answering/continuation/seam.ts'

const known = 'Employees get 27 days of annual leave. 年假为十五天。'

/** What was said, with what a continuation brings, letter by letter. */
function sewn(said: string, continuation: string) {
  const seam = createSeam(said, known)
  const added = [...continuation].map((letter) => seam.push(letter)).join('') + seam.end()
  return { text: said + added, verdict: seam.verdict }
}

describe('a continuation', () => {
  test.each([
    ['that goes on', 'Employees get', ' 27 days.', 'Employees get 27 days.'],
    ['that forgets the space', 'Employees get', '27 days.', 'Employees get 27 days.'],
    ['that forgets it after a mark', 'You get 27 days [1].', 'Ask HR [2].', 'You get 27 days [1]. Ask HR [2].'],
    ['that repeats the last word', 'Employees get 27', '27 days.', 'Employees get 27 days.'],
    ['that repeats the last words', 'You get 27 days of', 'days of annual leave.', 'You get 27 days of annual leave.'],
    ['that repeats a mark', 'You get 27 days [1]', '[1]. Ask HR.', 'You get 27 days [1]. Ask HR.'],
    ['that begins the sentence anew', 'Yes. You get 27', 'You get 27 days.', 'Yes. You get 27 days.'],
    ['that says it all again', 'Yes. You get 27', 'Yes.  You get 27 days.', 'Yes. You get 27 days.'],
    ['that says nothing else again', 'Yes. You get 27 days', 'You get 27 days', 'Yes. You get 27 days'],
    ['that completes a word', 'Emplo', 'yees get 27 days.', 'Employees get 27 days.'],
    ['that repeats half a word', 'Emplo', 'Employees get 27 days.', 'Employees get 27 days.'],
    ['that completes a number', 'You get 2', '7 days.', 'You get 27 days.'],
    ['that goes on after a point in a number', 'It costs 2.', '5 percent.', 'It costs 2.5 percent.'],
    ['that begins with dots', 'You get', '... 27 days.', 'You get 27 days.'],
    ['of another word with the same beginning', 'This is a', 'annual leave day.', 'This is a annual leave day.'],
    ['of words that come twice', 'the days the', ' days come', 'the days the days come'],
    ['in Chinese', '员工的年假', '为十五天。', '员工的年假为十五天。'],
    ['in Chinese that repeats', '员工每年的年假', '的年假为十五天。', '员工每年的年假为十五天。'],
    ['in Chinese with the same character by chance', '今天', '天气好。', '今天天气好。'],
    [
      'in Chinese that says it all again',
      '可以。员工的年假',
      '可以。员工的年假为十五天。',
      '可以。员工的年假为十五天。',
    ],
    ['on a new line', 'You get:\n- 27 days', '\n- 3 more', 'You get:\n- 27 days\n- 3 more'],
    ['that repeats an item of a list', '- 27 days\n- 3', '- 3 more', '- 27 days\n- 3 more'],
    ['with bold words', 'It is **', '27 days** in all.', 'It is **27 days** in all.'],
  ])('%s', (_, said, continuation, whole) => {
    expect(sewn(said, continuation)).toEqual({ text: whole, verdict: 'goes-on' })
  })

  test.each([
    ['COMPLETE', 'nothing-missing'],
    [' COMPLETE.', 'nothing-missing'],
    ['NOT_FOUND', 'nothing'],
    ['', 'nothing'],
    ['  ', 'nothing'],
  ])('that is only "%s" adds nothing', (continuation, verdict) => {
    expect(sewn('You get 27 days.', continuation)).toEqual({ text: 'You get 27 days.', verdict })
  })

  test('is shown as soon as it is clear that it repeats nothing', () => {
    const seam = createSeam('You get 27 days.', known)
    expect([seam.push(' A'), seam.push('sk HR')]).toEqual([' A', 'sk HR'])
  })
})
