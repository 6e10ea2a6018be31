import { describe, expect, test } from '@jest/globals'
import type { AskEvent } from '../../../../src/answering/ask-request.ts'
import { createReplyPresenter } from '../../../../src/answering/presentation/present-reply.ts'
import { createRestorer } from '../../../../src/privacy/restore.ts'
import { createVault } from '../../../../src/privacy/vault.ts'
import { passageOf } from '../../../support/passages.ts'
import { plainAnalyzer } from '../../../support/plain-analyzer.ts'

const evidence = [
  passageOf('Employees get 27 days of leave. Up to 8 days may be carried over until 30 June.'),
  passageOf('Sick leave is paid for 28 weeks.', { chunkId: 'v2:0', version: 'v2', documentId: 'sick', title: 'Sick' }),
]

function present(...parts: readonly string[]) {
  const { presenter, events } = presenterOf(false)
  for (const part of parts) presenter.push(part)
  const answer = presenter.end()
  return { answer, streamed: shownBy(events), events }
}

const shownBy = (events: readonly AskEvent[]) =>
  events.map((event) => (event.type === 'delta' ? event.text : '')).join('')

function presenterOf(held: boolean) {
  const events: AskEvent[] = []
  const presenter = createReplyPresenter(
    evidence,
    createRestorer(createVault()),
    plainAnalyzer,
    (event) => events.push(event),
    held,
  )
  return { presenter, events }
}

describe('a reply', () => {
  test('is shown with its marks numbered in order of appearance, as it is kept', () => {
    const { answer, streamed } = present('Sick leave lasts 28 weeks [2]. ', 'You get 27 days [1].')
    expect(answer?.text).toBe('Sick leave lasts 28 weeks [1]. You get 27 days [2].')
    expect(streamed).toBe(answer?.text)
    expect(answer?.citations.map(({ n, quote }) => [n, quote])).toEqual([
      [1, 'Sick leave is paid for 28 weeks.'],
      [2, 'Employees get 27 days of leave.'],
    ])
  })

  test('is cited by the sentence that a mark stands at, also when it stands behind the full stop', () => {
    const { answer } = present('You get 27 days. [1] Eight days may be carried over until 30 June. [1]')
    expect(answer?.citations.map(({ quote }) => quote)).toEqual([
      'Employees get 27 days of leave.',
      'Up to 8 days may be carried over until 30 June.',
    ])
  })

  test('loses marks of evidence that was never given', () => {
    expect(present('You get 27 days[7] [1].').answer?.text).toBe('You get 27 days [1].')
  })

  test('that is held back shows nothing before it is released, and then all of it', () => {
    const { presenter, events } = presenterOf(true)
    presenter.push('You get 27 days [1].')
    const answer = presenter.end()
    expect([events, presenter.hasShown]).toEqual([[], false])
    if (answer !== undefined) presenter.release(answer)
    expect(shownBy(events)).toBe('You get 27 days [1].')
    expect(events.at(-1)).toMatchObject({ type: 'citation', citation: { n: 1 } })
  })

  test('that was shown is followed by the citations that came to it', () => {
    const { presenter, events } = presenterOf(false)
    presenter.push('You get 27 days [1].')
    const answer = presenter.end()
    const [first] = answer?.citations ?? []
    if (first !== undefined) presenter.release({ text: '', citations: [first, { ...first, n: 2 }] })
    expect(events.flatMap((event) => (event.type === 'citation' ? [event.citation.n] : []))).toEqual([1, 2])
  })

  test.each(['NOT_FOUND', ' NOT_FOUND.', '**NOT_FOUND**', '`NOT_FOUND`', 'NOT_FOUND\n\nThe evidence says nothing.'])(
    'that says %j is no answer, and nothing of it is shown',
    (text) => {
      const { answer, events } = present(...text)
      expect(answer).toBeUndefined()
      expect(events).toEqual([])
    },
  )

  test('that another model goes on with keeps its numbers, and forgets what was held back', () => {
    const { presenter, events } = presenterOf(false)
    presenter.push('Sick leave lasts 28 weeks [2]. Ask [PERS')
    expect(presenter.said).toBe('Sick leave lasts 28 weeks [2]. Ask ')
    presenter.goOn()
    presenter.push('HR. You get 27 days [1], and 28 weeks [2].')
    const answer = presenter.end()
    expect(answer?.text).toBe('Sick leave lasts 28 weeks [1]. Ask HR. You get 27 days [2], and 28 weeks [1].')
    expect(shownBy(events)).toBe(answer?.text)
    expect(answer?.citations.map(({ n, documentId }) => [n, documentId])).toEqual([
      [1, 'sick'],
      [2, evidence[0]?.documentId],
    ])
  })
})
