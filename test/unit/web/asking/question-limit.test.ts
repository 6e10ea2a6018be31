import { describe, expect, test } from '@jest/globals'
import { sendsQuestion } from '../../../../src/web/asking/question-limit.ts'

const enter = { key: 'Enter', shiftKey: false, altKey: false, isComposing: false, keyCode: 13 }

describe('sending with the keyboard', () => {
  test('Enter sends', () => {
    expect(sendsQuestion(enter)).toBe(true)
  })

  test.each([
    ['Shift+Enter begins a line', { shiftKey: true }],
    ['Alt+Enter begins a line', { altKey: true }],
    ['Enter that chooses a Chinese word does not send', { isComposing: true }],
    ['nor does it in Safari, which says so by the key code alone', { keyCode: 229 }],
    ['other keys do not send', { key: 'a' }],
  ])('%s', (_name, difference) => {
    expect(sendsQuestion({ ...enter, ...difference })).toBe(false)
  })
})
