import { describe, expect, test } from '@jest/globals'
import { ThinkTags, type ThinkingHabits } from '../../../../src/adapters/openai/think-tags.ts'

/** All parts of a text that comes in these pieces, neighbours of one type joined. */
function partsOf(pieces: readonly string[], habits?: ThinkingHabits) {
  const tags = new ThinkTags(habits)
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

  test.each([1, 2, 3, 7, 100])('may stand between two parts of the answer (pieces of %i)', (size) => {
    const whole = 'Leave is 27 days. <THINK>and how much of it can be carried?</think>\n\nEight <b>of them</b>.'
    const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
      whole.slice(i * size, (i + 1) * size),
    )

    expect(partsOf(pieces)).toEqual({
      reasoning: 'and how much of it can be carried?',
      text: 'Leave is 27 days. Eight <b>of them</b>.',
    })
  })

  test('that open in the middle and are never closed end the answer there', () => {
    expect(partsOf(['Ten days.<think>', 'or twelve?'])).toEqual({ reasoning: 'or twelve?', text: 'Ten days.' })
  })

  test.each(['thinking', 'thought', 'reasoning'])('may be called <%s>', (name) => {
    expect(partsOf([`<${name}>a </think> b</${name}>`, 'Ten.'])).toEqual({ reasoning: 'a </think> b', text: 'Ten.' })
  })

  test('are no thoughts where the tag is quoted as a word', () => {
    expect(partsOf(['Models write `', '<think>` first.'])).toEqual({
      reasoning: '',
      text: 'Models write `<think>` first.',
    })
  })

  describe('of a model whose prompt opens them', () => {
    const habits = { beginsInThought: true }

    test.each([1, 3, 100])('end with the closing tag alone (pieces of %i)', (size) => {
      const whole = 'Days or weeks?\n</think>\n\nTen days.'
      const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
        whole.slice(i * size, (i + 1) * size),
      )

      expect(partsOf(pieces, habits)).toEqual({ reasoning: 'Days or weeks?\n', text: 'Ten days.' })
    })

    test('were an answer when no tag ever comes', () => {
      expect(partsOf(['Ten ', 'days.'], habits)).toEqual({ reasoning: '', text: 'Ten days.' })
    })

    test('are not waited for when they come in a field of their own', () => {
      const tags = new ThinkTags(habits)
      tags.thoughtsCameApart()
      expect(tags.push('Ten ')).toEqual([{ type: 'text', text: 'Ten ' }])
    })
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
