import { expect, test } from '@jest/globals'
import { createCitationBinder } from '../../../src/answering/presentation/bind-citation.ts'
import { describeQuotes } from '../../../src/cli/wording/describe-quotes.ts'
import type { QuoteVerdict } from '../../../src/domain/answers/explanation.ts'
import { passageOf } from '../../support/passages.ts'
import { plainAnalyzer } from '../../support/plain-analyzer.ts'

const text = 'Employees get 27 days of leave.'
const { citation } = createCitationBinder(plainAnalyzer).bind(passageOf(text), text)

const described = (...quotes: readonly QuoteVerdict[]) => describeQuotes([citation], quotes).join('\n')

test('quotes that all stand are told in one line', () => {
  expect(described({ n: 1, verdict: 'verified' })).toBe('Quotes: 1 of 1 stand word for word in the version they cite.')
})

test.each([
  [{ n: 1, verdict: 'differs' }, /\[1\] hr\/leave\.md: .*may be damaged: run "lorekeep verify"/],
  [{ n: 1, verdict: 'version-not-kept', now: 'still-there' }, /has changed since; its present text still holds/],
  [{ n: 1, verdict: 'version-not-kept', now: 'gone' }, /has changed since, and its present text does not hold/],
  [{ n: 1, verdict: 'version-not-kept', now: 'removed' }, /has been removed since/],
] as const)('a quote that does not stand is named with its document and the reason: %j', (quote, words) => {
  expect(described(quote)).toMatch(words)
})

test('an answer without quotes says nothing of them', () => {
  expect(describeQuotes([], [])).toEqual([])
})
