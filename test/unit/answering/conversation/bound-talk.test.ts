import { expect, test } from '@jest/globals'
import { boundTalk } from '../../../../src/answering/conversation/bound-talk.ts'
import type { Turn } from '../../../../src/ports/conversation-store.ts'

const turn = (number: number, answer: string): Turn => ({
  answerId: String(number),
  question: `and ${number}?`,
  standaloneQuestion: `What about part ${number}?`,
  answer,
  at: number,
})

test('of the last answer as much as is useful is kept, of those before it what a document bears out', () => {
  const long = 'The rule is old. It grants 27 days [1][2]. It was changed twice [3].'
  const [first, last] = boundTalk([turn(1, long), turn(2, long)])
  expect(first?.answer).toBe('It grants 27 days.')
  expect(last?.answer).toBe('The rule is old. It grants 27 days. It was changed twice.')
})

test('a long talk is cut to a budget, its oldest turns first', () => {
  const turns = Array.from({ length: 20 }, (_, index) => turn(index, `${'Words that go on '.repeat(20)}[1]. More.`))
  const kept = boundTalk(turns)
  expect(kept.length).toBeLessThan(20)
  expect(kept.map(({ at }) => at)).toEqual(turns.slice(-kept.length).map(({ at }) => at))
  expect(kept.map(({ answer }) => answer.length).reduce((sum, length) => sum + length)).toBeLessThan(3000)
})

test('the last turn stays, however long it is, and ends with a whole sentence', () => {
  const [kept] = boundTalk([
    turn(1, 'Every sentence of this answer says the same as the one before it [1]. '.repeat(100)),
  ])
  expect(kept?.answer.endsWith('before it.')).toBe(true)
})
