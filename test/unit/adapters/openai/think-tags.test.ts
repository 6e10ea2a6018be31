import { describe, expect, test } from '@jest/globals'
import { ThinkTags } from '../../../../src/adapters/openai/think-tags.ts'

/** All parts of a text that comes in these pieces, neighbours of one type joined. */
function partsOf(pieces: readonly string[]) {
  const tags = new ThinkTags()
  const parts = [...pieces.flatMap((piece) => tags.push(piece)), ...tags.end()]
  return {
    reasoning: parts.map(({ type, text }) => (type === 'reasoning' ? text : '')).join(''),
    text: parts.map(({ type, text }) => (type === 'text' ? text : '')).join(''),
  }
}

describe('thoughts between tags', () => {
  const whole = '<think>\nDays < weeks?</think>\n\nTen </think> days.'

  test.each([1, 2, 3, 5, 7, 100])('are told apart however the text is cut (pieces of %i)', (size) => {
    const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
      whole.slice(i * size, (i + 1) * size),
    )

    expect(partsOf(pieces)).toEqual({ reasoning: 'Days < weeks?', text: 'Ten </think> days.' })
  })

  test('are thoughts to the end when they are never closed', () => {
    expect(partsOf(['<think>still', ' thinking </thi'])).toEqual({ reasoning: 'still thinking </thi', text: '' })
  })

  test('may be empty', () => {
    expect(partsOf(['<think>\n\n</think>\n\n', 'Ten.'])).toEqual({ reasoning: '', text: 'Ten.' })
  })

  test('count only at the very start', () => {
    expect(partsOf(['Use <think>', 'tags</think>.'])).toEqual({ reasoning: '', text: 'Use <think>tags</think>.' })
  })

  test('leave a text alone that only begins like the tag', () => {
    expect(partsOf(['<thi', 'rd> place'])).toEqual({ reasoning: '', text: '<third> place' })
    expect(partsOf(['  <th'])).toEqual({ reasoning: '', text: '  <th' })
  })

  test('are passed on as they come, but for what may be the closing tag', () => {
    const tags = new ThinkTags()
    expect(tags.push('<think>one </')).toEqual([{ type: 'reasoning', text: 'one ' }])
    expect(tags.push('b>')).toEqual([{ type: 'reasoning', text: '</b>' }])
  })
})
