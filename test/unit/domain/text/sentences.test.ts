import { describe, expect, test } from '@jest/globals'
import { sentencesOf } from '../../../../src/domain/text/sentences.ts'

describe('sentences', () => {
  test.each([
    ['English', 'You get 27 days. Carry over 8!  Ask HR?', ['You get 27 days.', 'Carry over 8!', 'Ask HR?']],
    ['Chinese', '年假为15天。病假另计！', ['年假为15天。', '病假另计！']],
    ['abbreviations', 'Ask Dr. Weber, e.g. by phone. Then wait.', ['Ask Dr. Weber, e.g. by phone.', 'Then wait.']],
    ['list items', '- one\n- two. Three.\n\n', ['- one', '- two.', 'Three.']],
    ['table rows', '| a | b. c |\n| --- | --- |\n| 1. | 2 |', ['| a | b. c |', '| 1. | 2 |']],
  ])('of %s are found', (_, text, expected) => {
    expect(sentencesOf(text).map((sentence) => sentence.text)).toEqual(expected)
  })

  test('[P9] stand letter for letter at their offsets', () => {
    const text = '  First.\tSecond — “third”?\r\n第一。第二！ '
    for (const { text: words, start, end } of sentencesOf(text)) expect(text.slice(start, end)).toBe(words)
  })
})
