import { expect, test } from '@jest/globals'
import { createCitationBinder } from '../../../../src/answering/presentation/bind-citation.ts'
import { refuseFalseQuotes, verifyQuotes } from '../../../../src/answering/presentation/verify-quotes.ts'
import { passageOf } from '../../../support/passages.ts'
import { plainAnalyzer } from '../../../support/plain-analyzer.ts'

const text = 'Employees get 27 days of leave.'
const { citation } = createCitationBinder(plainAnalyzer).bind(passageOf(text, { start: 0, end: text.length }), text)

/** What a registry keeps of a document: the version that is cited, and the one that is current by now. */
function keeping(cited: string | undefined, current: string | undefined) {
  const texts = new Map([
    [citation.version, cited],
    ['later', current],
  ])
  return {
    async extracted(_: string, version: string) {
      const kept = texts.get(version)
      return kept === undefined ? undefined : { text: kept, pages: [] }
    },
    versions: async () => new Map(current === undefined ? [] : [[citation.documentId, 'later']]),
  }
}

test.each([
  ['stands there', text, undefined, { verdict: 'verified' }],
  ['was changed', 'Employees get 30 days of leave.', undefined, { verdict: 'differs' }],
  ['is in a version that is not kept', undefined, `New: ${text}`, { verdict: 'version-not-kept', now: 'still-there' }],
  ['is not in the document any more', undefined, 'It is 30 days.', { verdict: 'version-not-kept', now: 'gone' }],
  ['was in a document that is gone', undefined, undefined, { verdict: 'version-not-kept', now: 'removed' }],
])('[P9] a quote of an old answer that %s is told so', async (_, cited, current, told) => {
  expect(await verifyQuotes([citation], keeping(cited, current))).toEqual([{ n: 1, ...told }])
})

test('[P9] no answer goes out whose quotes are not in the text they cite', async () => {
  await expect(
    refuseFalseQuotes([citation], keeping('Employees get 30 days of leave.', undefined)),
  ).rejects.toMatchObject({
    code: 'data-damaged',
    message: expect.stringContaining(citation.title),
  })
  await expect(refuseFalseQuotes([citation], keeping(text, undefined))).resolves.toBeUndefined()
  await expect(refuseFalseQuotes([citation], keeping(undefined, undefined))).resolves.toBeUndefined()
})
