import { describe, expect, test } from '@jest/globals'
import { createMemoryEmbedder } from '../../../../src/adapters/memory/memory-embedder.ts'
import { createCompareQuestion } from '../../../../src/answering/sentences/compare-question.ts'
import { createEmbedSentences } from '../../../../src/answering/sentences/embed-sentences.ts'
import { createExtractAnswer } from '../../../../src/answering/sentences/extract.ts'
import type { RetrievedPassage } from '../../../../src/answering/retrieval/retrieved-passage.ts'
import { passageOf } from '../../../support/passages.ts'
import { plainAnalyzer } from '../../../support/plain-analyzer.ts'
import { openEmbedder } from '../../../../src/privacy/outgoing/guard-embedder.ts'

const statistics = async (terms: readonly string[]) => ({
  chunks: 100,
  frequency: new Map(terms.map((term) => [term, 5])),
})

async function conflictFor(question: string, ...passages: readonly RetrievedPassage[]) {
  const { signal } = new AbortController()
  const compareQuestion = createCompareQuestion({ keywords: { statistics }, analyzer: plainAnalyzer })
  const extractAnswer = createExtractAnswer(createEmbedSentences(openEmbedder(createMemoryEmbedder())))
  const { conflict } = await extractAnswer(await compareQuestion(question, passages, signal), signal)
  const wordsOf = (side: 'newer' | 'older') => {
    if (conflict === undefined) return undefined
    const { passage, words } = conflict[side]
    return passage.text.slice(words.start, words.end)
  }
  return { newer: wordsOf('newer'), older: wordsOf('older') }
}

function version(year: number, text: string, over: Partial<RetrievedPassage> = {}): RetrievedPassage {
  return passageOf(text, {
    documentId: `${year}`,
    chunkId: `${year}:0`,
    version: `${year}`,
    date: `${year}-01-01`,
    ...over,
  })
}

const question = 'What is the hotel limit for London a night?'
const none = { newer: undefined, older: undefined }

describe('versions contradict each other', () => {
  test('in a number of otherwise the same sentence', async () => {
    const [older, newer] = ['The hotel limit for London is 150 a night.', 'The hotel limit for London is 185 a night.']
    expect(await conflictFor(question, version(2024, older), version(2026, newer))).toEqual({ newer, older })
    expect(await conflictFor(question, version(2026, newer), version(2024, older))).toEqual({ newer, older })
  })

  test('in a negation', async () => {
    const [older, newer] = ['Hotels in London may be shared at night.', 'Hotels in London may not be shared at night.']
    expect(await conflictFor('May hotels in London be shared?', version(2024, older), version(2026, newer))).toEqual({
      newer,
      older,
    })
  })

  test('in a row of the same table', async () => {
    const table = (limit: number) => `| City | Limit |\n| London | ${limit} |\n| Munich | 165 |`
    expect(await conflictFor(question, version(2024, table(150)), version(2026, table(185)))).toEqual({
      newer: '| London | 185 |',
      older: '| London | 150 |',
    })
  })
})

describe('a sentence that tells of a change', () => {
  test('contradicts the row of an older table that it replaced', async () => {
    const newer = 'The hotel limit for London rose from £150 to £185 a night.'
    const table = '| City | Hotel limit a night |\n| --- | --- |\n| London | £150 |\n| Munich | €140 |'
    expect(await conflictFor(question, version(2026, newer), version(2024, table))).toEqual({
      newer,
      older: '| London | £150 |',
    })
  })

  test('contradicts an older sentence, in Chinese', async () => {
    const newer = '一线城市住宿上限由450元提高到600元。'
    const older = '一线城市住宿上限为450元。'
    const conflict = await conflictFor(
      '一线城市住宿上限是多少？',
      version(2026, newer, { language: 'zh' }),
      version(2024, older, { language: 'zh' }),
    )
    expect(conflict).toEqual({ newer, older })
  })

  test('agrees with an older one that says the same by now', async () => {
    const newer = 'The hotel limit for London rose from £150 to £185 a night.'
    const older = version(2024, 'The hotel limit for London is £185 a night.')
    expect(await conflictFor(question, version(2026, newer), older)).toEqual(none)
  })
})

describe('there is no contradiction', () => {
  test('beside the thing that was asked', async () => {
    const answer = 'The hotel limit for London is 185 a night.'
    const insured = (limit: number) => `Luggage on business trips is insured up to ${limit} pounds.`
    expect(
      await conflictFor(question, version(2026, `${answer} ${insured(900)}`), version(2024, insured(500))),
    ).toEqual(none)
  })

  test('between amounts of different things', async () => {
    const newer = version(2026, 'The hotel limit for London is £185 a night.')
    const older = version(2024, 'The hotel limit for London may be exceeded by 30 % a night.')
    expect(await conflictFor(question, newer, older)).toEqual(none)
  })

  test('in the day from which each version holds', async () => {
    const valid = (date: string) => `The hotel limit for London is valid from ${date}.`
    const [newer, older] = [version(2026, valid('1 January 2026')), version(2024, valid('1 January 2024'))]
    expect(await conflictFor(question, newer, older)).toEqual(none)
  })

  test('where both say the same', async () => {
    const text = 'The hotel limit for London is 185 a night.'
    expect(await conflictFor(question, version(2024, text), version(2026, text))).toEqual(none)
  })

  test('between sentences of different matters', async () => {
    const london = version(2026, 'The hotel limit for London is 185 a night.')
    const other = version(2024, 'The gift limit for visitors of the factory is 40 a year.')
    expect(await conflictFor(question, london, other)).toEqual(none)
  })

  test('where it is not known which of them is newer', async () => {
    const undated = version(2026, 'The hotel limit for London is 185 a night.')
    const { date: _, ...older } = version(2024, 'The hotel limit for London is 150 a night.')
    expect(await conflictFor(question, undated, older)).toEqual(none)
  })
})
