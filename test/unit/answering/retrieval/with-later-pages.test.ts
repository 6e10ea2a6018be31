import { expect, test } from '@jest/globals'
import { createCitationBinder } from '../../../../src/answering/presentation/bind-citation.ts'
import { withLaterPages } from '../../../../src/answering/retrieval/with-later-pages.ts'
import { administrator } from '../../../../src/access/sign-in.ts'
import { passageOf } from '../../../support/passages.ts'
import { plainAnalyzer } from '../../../support/plain-analyzer.ts'

const before = 'Rules of travel. '
const text = 'Flights are booked by the desk. Hotels cost 140 euros at most.'
const secondPage = before.length + text.indexOf('Hotels')
const signal = new AbortController().signal

function retrieving(passage: ReturnType<typeof passageOf>) {
  const pages = [
    { page: 4, start: 0 },
    { page: 5, start: secondPage },
    { page: 6, start: before.length + text.length },
  ]
  return withLaterPages(async () => [passage], { extracted: async () => ({ text: before + text, pages }) })
}

const place = { start: before.length, end: before.length + text.length }

test('a quote names the page that it stands on, where a passage goes on over the end of a page', async () => {
  const [passage] = await retrieving(passageOf(text, { ...place, page: 4 }))('hotels', administrator, {}, 1, signal)
  if (passage === undefined) throw new Error('Nothing was found.')
  const binder = createCitationBinder(plainAnalyzer)

  expect(passage.laterPages).toEqual([{ page: 5, start: secondPage }])
  expect(binder.bind(passage, 'Flights are booked by the desk').citation.page).toBe(4)
  expect(binder.bind(passage, 'Hotels cost 140 euros').citation.page).toBe(5)
})

test('a passage of a document without pages is left as it is', async () => {
  const passage = passageOf(text, place)

  expect(await retrieving(passage)('hotels', administrator, {}, 1, signal)).toEqual([passage])
})
