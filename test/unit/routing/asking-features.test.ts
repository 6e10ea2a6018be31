import { expect, test } from '@jest/globals'
import { askingFeatures, lastClauseOf } from '../../../src/routing/difficulty/asking-features.ts'

/** How many of something a question shows; of more than a few, no more are told. */
function shown(question: string, what: string): number {
  return askingFeatures(question).filter((feature) => feature.includes(`: ${what} ≥`)).length
}

test.each(['What is 1.5 % of 1,000 at 10:30?', '10:30时1,000元的1.5%是多少?', '10：30时１，０００元的1．5％是多少？'])(
  'marks inside a number end neither a clause nor a sentence: %s',
  (question) => {
    expect(shown(question, 'sentences')).toBe(1)
    expect(shown(question, 'clauses')).toBe(0)
    expect(shown(question, 'numbers')).toBe(3)
  },
)

test('a mark beside a number ends what it ends elsewhere', () => {
  expect(shown('I have 3. You have 4, he has 5: who has most?', 'sentences')).toBe(2)
  expect(shown('I have 3. You have 4, he has 5: who has most?', 'clauses')).toBe(2)
  expect(shown('每箱50，3箱起减10，一共多少？', 'clauses')).toBe(2)
})

test('the last clause keeps its numbers whole', () => {
  expect(lastClauseOf('The rate is 1.5 %, so what is left of 10,000?')).toBe('so what is left of 10000')
  expect(lastClauseOf('利率是1.5％，10，000元还剩多少？')).toBe('10000元还剩多少')
})

test('"&" between two things joins them, and inside a name does not', () => {
  expect(shown('Are cats & dogs allowed?', 'joins')).toBe(1)
  expect(shown('猫 & 狗可以带吗？', 'joins')).toBe(1)
  expect(shown('Who leads R&D?', 'joins')).toBe(0)
})
