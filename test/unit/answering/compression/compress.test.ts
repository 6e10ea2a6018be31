import { describe, expect, test } from '@jest/globals'
import { createCompareQuestion } from '../../../../src/answering/sentences/compare-question.ts'
import { compress, uncompressed } from '../../../../src/answering/compression/compress.ts'
import type { RetrievedPassage } from '../../../../src/answering/retrieval/retrieved-passage.ts'
import { forModel } from '../../../../src/answering/evidence/without-planted.ts'
import type { KeywordIndex } from '../../../../src/ports/keyword-index.ts'
import { passageOf } from '../../../support/passages.ts'
import { plainAnalyzer } from '../../../support/plain-analyzer.ts'

const keywords: KeywordIndex = {
  search: async () => [],
  statistics: async (terms) => ({ chunks: 100, frequency: new Map(terms.map((term) => [term, 5])) }),
  mismatches: async () => [],
  rebuild: async () => undefined,
}
const compareQuestion = createCompareQuestion({ keywords, analyzer: plainAnalyzer })
const wordsOf = async (text: string) => text.split(/\s+/).filter((word) => word !== '').length

const leave = passageOf('Annual leave is 27 days a year.', { chunkId: 'leave:0', documentId: 'leave', dense: 0.9 })
const canteen = passageOf('The canteen opens at noon.', {
  chunkId: 'canteen:0',
  documentId: 'canteen',
  title: 'Canteen',
  headingPath: [],
  dense: -0.6,
  score: 0.5,
})

/** What a model reads of the passages, in the order in which it does. */
async function given(passages: readonly RetrievedPassage[], isLookup: boolean, countTokens = wordsOf) {
  const comparison = await compareQuestion('How many days is annual leave?', passages, new AbortController().signal)
  const compressed = await compress({ passages, comparison, isLookup }, countTokens)
  return forModel(
    compressed.map(({ passage }) => passage),
    [],
    new Map(compressed.map(({ passage, leftOut }) => [passage.chunkId, leftOut])),
  ).map(({ text }) => text)
}

describe('what a model is given of the evidence', () => {
  test('is for a lookup what comes near the best passage', async () => {
    expect(await given([leave, canteen], true)).toEqual([leave.text])
  })

  test('is for a hard question all of it', async () => {
    expect(await given([leave, canteen], false)).toEqual([leave.text, canteen.text])
  })

  test('is for neither what only was next in line', async () => {
    expect(await given([leave, { ...canteen, score: 0.1 }], false)).toEqual([leave.text])
  })

  test('is all that was found, whole and in reading order, without compression', () => {
    const repeat = { ...leave, chunkId: 'leave:1', start: 400, score: 0.1 }
    const given = uncompressed([repeat, canteen, leave])
    expect(given.map(({ passage, leftOut }) => [passage.chunkId, leftOut])).toEqual([
      ['leave:0', []],
      ['leave:1', []],
      ['canteen:0', []],
    ])
  })

  test('stays whole where no passage stands out', async () => {
    const other = { ...leave, chunkId: 'other:0', documentId: 'other', text: 'Annual leave is paid by days a year.' }
    expect(await given([leave, other], true)).toEqual([leave.text, other.text])
  })

  test('is never nothing', async () => {
    const image = passageOf('…', { dense: -1 })
    expect(await given([image], true)).toEqual(['…'])
  })

  test.each([
    ['English', 'Days of annual leave are granted by the manager in writing.', 'Ask early.'],
    ['Chinese', '年假天数由部门经理以书面形式批准后方可休假。', '请尽早申请。'],
  ])('says a long %s sentence once', async (_, sentence, more) => {
    const first = passageOf(`${sentence} ${more}`, { chunkId: 'a:0', documentId: 'a' })
    const second = passageOf(`${sentence} Then rest.`, { chunkId: 'b:0', documentId: 'b' })
    expect(await given([first, second], false)).toEqual([first.text, '[…] Then rest.'])
  })

  test('repeats what differs in a number, and short words', async () => {
    const first = passageOf('Annual leave of a full-time employee is 27 days a year. Yes.', {
      chunkId: 'a:0',
      documentId: 'a',
    })
    const second = passageOf('Annual leave of a full-time employee is 25 days a year. Yes.', {
      chunkId: 'b:0',
      documentId: 'b',
    })
    expect(await given([first, second], false)).toEqual([first.text, second.text])
  })

  test.each(['Page 3 of 12', '第 3 页 共 12 页', 'Back to top', '返回顶部', '© 2026 Halden Instruments'])(
    'is without the line "%s", which every page carries',
    async (line) => {
      expect(await given([passageOf(`Annual leave is 27 days a year.\n${line}\nAsk early.`)], false)).toEqual([
        'Annual leave is 27 days a year.\n[…]\nAsk early.',
      ])
    },
  )

  test('is in the order of each document, that of the best passage first', async () => {
    const at = (documentId: string, start: number, score: number) =>
      passageOf(`${documentId} says at ${start} of annual leave.`, {
        chunkId: `${documentId}:${start}`,
        documentId,
        start,
        score,
      })
    expect(await given([at('a', 90, 1), at('b', 10, 0.9), at('a', 20, 0.8)], false)).toEqual([
      'a says at 20 of annual leave.',
      'a says at 90 of annual leave.',
      'b says at 10 of annual leave.',
    ])
  })

  describe('where it is more than a model is given', () => {
    const filler = 'The garden is watered in the evening by two people of the house.'
    const long = passageOf(`${`${filler} `.repeat(3)}Annual leave is 27 days a year. ${`${filler} `.repeat(160)}`, {
      chunkId: 'long:0',
      documentId: 'long',
      score: 0.9,
    })

    test('is whole passages first, and the best sentences of the next', async () => {
      const [first = '', second = ''] = await given([leave, long], false)
      expect(first).toBe(leave.text)
      expect(second).toContain('Annual leave is 27 days a year.')
      expect((await wordsOf(first)) + (await wordsOf(second.replaceAll('[…]', '')))).toBeLessThanOrEqual(2400)
    })

    test('is measured by the tokens of the model', async () => {
      const costly = async (text: string) => 300 * (await wordsOf(text))
      expect(await given([leave, long], false, costly)).toEqual([leave.text])
    })
  })
})
