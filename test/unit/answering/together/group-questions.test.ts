import { describe, expect, test } from '@jest/globals'
import { groupQuestions, mostTogether } from '../../../../src/answering/together/group-questions.ts'

const words = (count: number) => 'leave '.repeat(count)
const question = (evidence: Readonly<Record<string, number>>, key = 'model') => ({
  key,
  evidence: Object.entries(evidence).map(([chunkId, count]) => ({ chunkId, text: words(count) })),
})

describe('questions are put together', () => {
  test('the nearest first', () => {
    expect(
      groupQuestions([
        question({ a: 100, b: 100 }),
        question({ c: 100 }),
        question({ b: 100, d: 90 }),
        question({ c: 100, e: 400 }),
      ]),
    ).toEqual([
      [0, 2],
      [1, 3],
    ])
  })

  test('when half of the evidence of the one with less is evidence of the other', () => {
    expect(groupQuestions([question({ a: 100, b: 100 }), question({ a: 100, c: 150, d: 150 })])).toEqual([[0, 1]])
  })

  test('not when they share little, or none has evidence', () => {
    expect(groupQuestions([question({ a: 100, b: 200 }), question({ a: 100, c: 200 })])).toEqual([[0], [1]])
    expect(groupQuestions([question({}), question({})])).toEqual([[0], [1]])
  })

  test('not with those that another model would answer, or in another language', () => {
    expect(
      groupQuestions([question({ a: 100 }, 'en'), question({ a: 100 }, 'zh'), question({ a: 100 }, 'en')]),
    ).toEqual([[0, 2], [1]])
  })

  test('as many as a model can keep apart', () => {
    const groups = groupQuestions(Array.from({ length: mostTogether + 2 }, () => question({ a: 100 })))

    expect(groups.map((group) => group.length)).toEqual([mostTogether, 2])
  })

  test('as long as their evidence fits into a prompt', () => {
    expect(groupQuestions([question({ a: 1500, b: 1500 }), question({ b: 1500, c: 1500 })])).toEqual([[0], [1]])
  })
})
