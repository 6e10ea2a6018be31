import { expect, test } from '@jest/globals'
import { createCitationBinder } from '../../../src/answering/bind-citation.ts'
import { refuseFalseQuotes, verifyQuotes } from '../../../src/answering/verify-quotes.ts'
import { passageOf } from '../../support/passages.ts'
import { plainAnalyzer } from '../../support/plain-analyzer.ts'

const text = 'Employees get 27 days of leave.'
const { citation } = createCitationBinder(plainAnalyzer).bind(passageOf(text, { start: 0, end: text.length }), text)

test.each([
  ['stands there', text, 'verified'],
  ['was changed', 'Employees get 30 days of leave.', 'differs'],
  ['is in a version that is not kept', undefined, 'version-not-kept'],
])('[P9] a quote of an old answer that %s is told so', async (_, kept, verdict) => {
  const registry = { extracted: async () => (kept === undefined ? undefined : { text: kept, pages: [] }) }
  expect(await verifyQuotes([citation], registry)).toEqual([{ n: 1, verdict }])
})

test('[P9] no answer goes out whose quotes are not in the text they cite', async () => {
  const reading = (kept: string | undefined) => ({
    extracted: async () => (kept === undefined ? undefined : { text: kept, pages: [] }),
  })
  await expect(refuseFalseQuotes([citation], reading('Employees get 30 days of leave.'))).rejects.toMatchObject({
    code: 'data-damaged',
    message: expect.stringContaining(citation.title),
  })
  await expect(refuseFalseQuotes([citation], reading(text))).resolves.toBeUndefined()
  await expect(refuseFalseQuotes([citation], reading(undefined))).resolves.toBeUndefined()
})
