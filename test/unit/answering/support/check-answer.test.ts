import { describe, expect, test } from '@jest/globals'
import { createMemoryEmbedder } from '../../../../src/adapters/memory/memory-embedder.ts'
import { createMemoryRecords } from '../../../../src/adapters/memory/memory-records.ts'
import { createCitationBinder } from '../../../../src/answering/presentation/bind-citation.ts'
import { createCheckAnswer } from '../../../../src/answering/support/check-answer.ts'
import { createCheckClaim } from '../../../../src/answering/support/check-claim.ts'
import type { UnsupportedRule } from '../../../../src/domain/privacy/policy.ts'
import { passageOf } from '../../../support/passages.ts'
import { plainAnalyzer } from '../../../support/plain-analyzer.ts'
import type { SourcedText } from '../../../../src/domain/privacy/sourced-text.ts'
import type { GuardedEmbedder } from '../../../../src/ports/guarded-embedder.ts'
import { openEmbedder } from '../../../../src/privacy/outgoing/guard-embedder.ts'

const leave = passageOf('Employees get 27 days of leave. Up to 8 days may be carried over until 30 June.')
const sick = passageOf('Sick leave is paid for 28 weeks.', {
  chunkId: 'v2:0',
  version: 'v2',
  documentId: 'sick',
  title: 'Sick pay',
})
const evidence = [leave, sick]

const { keywordIndex } = createMemoryRecords()
const checkAnswer = createCheckAnswer({
  checkClaim: createCheckClaim(plainAnalyzer, openEmbedder(createMemoryEmbedder())),
  keywords: keywordIndex,
  analyzer: plainAnalyzer,
})

function check(
  text: string,
  cites: Readonly<Record<number, readonly [typeof leave, string]>>,
  rule: UnsupportedRule = 'mark',
) {
  const binder = createCitationBinder(plainAnalyzer)
  for (const [passage, claim] of Object.values(cites)) binder.bind(passage, claim)
  return checkAnswer({ text, citations: binder.citations() }, evidence, '', rule, new AbortController().signal)
}

const cited = { 1: [leave, 'Employees get 27 days of leave'] } as const

describe('a sentence', () => {
  test('that its citation carries is supported, one with another number is not', async () => {
    const checked = await check('Employees get 27 days of leave [1]. Employees get 29 days of leave [1].', cited)
    expect(checked?.sentences).toEqual([
      { start: 0, end: 35, support: 'supported', citations: [1] },
      { start: 36, end: 71, support: 'unsupported', citations: [1] },
    ])
    expect(checked?.citations).toMatchObject([{ n: 1, support: 'unsupported' }])
  })

  test('that repeats its citation is supported, also where another one says the opposite of something near it', async () => {
    const text = 'Guests may park in the yard after six. Guests may not park in the yard before six.'
    const yard = passageOf(text, { chunkId: 'v3:0', version: 'v3', documentId: 'yard', title: 'Yard' })
    const binder = createCitationBinder(plainAnalyzer)
    binder.quote(yard, { start: 0, end: text.length })
    const answer = { text: text.replaceAll('.', ' [1].'), citations: binder.citations() }
    const checked = await checkAnswer(answer, [yard], '', 'mark', new AbortController().signal)
    expect(checked?.sentences?.map(({ support }) => support)).toEqual(['supported', 'supported'])
  })

  test('without a citation gets that of the evidence that carries it', async () => {
    const checked = await check('Employees get 27 days of leave [1]. Sick leave is paid for 28 weeks.', cited)
    expect(checked?.text).toBe('Employees get 27 days of leave [1]. Sick leave is paid for 28 weeks. [2]')
    expect(checked?.citations.map(({ n, documentId, quote }) => [n, documentId, quote])).toEqual([
      [1, 'leave', 'Employees get 27 days of leave.'],
      [2, 'sick', 'Sick leave is paid for 28 weeks.'],
    ])
    expect(checked?.sentences?.[1]).toMatchObject({ support: 'supported', citations: [2] })
    expect(checked?.text.slice(checked.sentences?.[1]?.start, checked.sentences?.[1]?.end)).toBe(
      'Sick leave is paid for 28 weeks. [2]',
    )
  })

  test('that cites the wrong evidence is cited by the right one too', async () => {
    const checked = await check('Sick leave is paid for 28 weeks [1].', cited)
    expect(checked?.sentences).toMatchObject([{ support: 'supported', citations: [1, 2] }])
  })

  test('that nothing carries is unsupported, cited or not', async () => {
    const checked = await check('Dogs may sleep under every desk [1]. Parking costs nothing at all.', cited)
    expect(checked?.sentences?.map(({ support }) => support)).toEqual(['unsupported', 'unsupported'])
  })
})

describe('under the rule to remove', () => {
  test('what nothing carries is left out, and citations are numbered anew', async () => {
    const checked = await check(
      'Dogs sleep under every desk [1]. Sick leave is paid for 28 weeks [2].\n\n- Parking is free [1].\n- Employees get 27 days of leave [1].',
      { ...cited, 2: [sick, 'Sick leave is paid for 28 weeks'] },
      'remove',
    )
    expect(checked?.text).toBe('Sick leave is paid for 28 weeks [1].\n- Employees get 27 days of leave [2].')
    expect(checked?.citations.map(({ n, documentId }) => [n, documentId])).toEqual([
      [1, 'sick'],
      [2, 'leave'],
    ])
    for (const { start, end } of checked?.sentences ?? []) expect(checked?.text.slice(start, end)).toMatch(/\.$/)
  })

  test('nothing is left of an answer that nothing carries', async () => {
    expect(await check('Dogs may sleep under every desk [1].', cited, 'remove')).toBeUndefined()
  })
})

test('a claim is embedded as strictly as the strictest of all evidence, whatever it cites', async () => {
  const secret = passageOf('Pay of grade G7 ends at 74,500 pounds.', {
    chunkId: 's:0',
    version: 's',
    documentId: 's',
    classification: 'restricted',
  })
  const embedded: SourcedText[] = []
  const embedder: Pick<GuardedEmbedder, 'embed'> = {
    embed: async (texts) => {
      embedded.push(...texts)
      return texts.map(() => undefined)
    },
  }
  const checkClosely = createCheckAnswer({
    checkClaim: createCheckClaim(plainAnalyzer, embedder),
    keywords: keywordIndex,
    analyzer: plainAnalyzer,
  })
  const binder = createCitationBinder(plainAnalyzer)
  binder.bind(leave, 'Employees get 27 days of leave')
  const text = 'People who work here have a claim to time away [1].'
  const answer = { text, citations: binder.citations() }
  const checked = await checkClosely(answer, [leave, secret], '', 'mark', new AbortController().signal)

  expect(embedded.find(({ from }) => from === 'answer')).toMatchObject({ classification: 'restricted' })
  expect(embedded.filter(({ from }) => from === 'document').map(({ classification }) => classification)).toContain(
    'internal',
  )
  // What no model saw is not held against it.
  expect(checked?.sentences).toMatchObject([{ support: 'weak' }])
})
