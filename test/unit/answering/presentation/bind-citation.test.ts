import { describe, expect, test } from '@jest/globals'
import { createCitationBinder } from '../../../../src/answering/presentation/bind-citation.ts'
import { passageOf } from '../../../support/passages.ts'
import { plainAnalyzer } from '../../../support/plain-analyzer.ts'

const passage = passageOf(
  'Employees get 27 days of leave. Up to 8 days may be carried over until 30 June. Leave cannot be paid out.',
)

describe('a citation', () => {
  test('[P9] quotes the sentence that carries the claim, letter for letter', () => {
    const { citation } = createCitationBinder(plainAnalyzer).bind(passage, 'You may carry over 8 days until 30 June')
    expect(citation.quote).toBe('Up to 8 days may be carried over until 30 June.')
    expect(passage.text.slice(citation.start - passage.start, citation.end - passage.start)).toBe(citation.quote)
    expect(citation.support).toBe('supported')
  })

  test('keeps its number for the same words and gets the next one for others', () => {
    const binder = createCitationBinder(plainAnalyzer)
    const first = binder.bind(passage, '27 days of leave')
    const again = binder.bind(passage, 'There are 27 days of leave')
    const second = binder.bind(passage, 'Leave cannot be paid out')
    expect([first.citation.n, again.citation.n, second.citation.n]).toEqual([1, 1, 2])
    expect([first.isNew, again.isNew, second.isNew]).toEqual([true, false, true])
  })

  test.each([
    ['a number that the passage does not hold', 'Employees get 31 days of leave', 'unsupported'],
    ['a number that the passage holds of something else', 'Employees get 30 days of leave', 'unsupported'],
    ['the words, but negated', 'Employees do not get 27 days of leave', 'unsupported'],
    ['some of the words', 'Leave of 27 days is granted by the people team each calendar year', 'weak'],
  ])('with %s is marked', (_, claim, support) => {
    expect(createCitationBinder(plainAnalyzer).bind(passage, claim).citation.support).toBe(support)
  })
})
