import { describe, expect, test } from '@jest/globals'
import { createMemoryEmbedder } from '../../../../src/adapters/memory/memory-embedder.ts'
import { createCompareQuestion } from '../../../../src/answering/sentences/compare-question.ts'
import { createEmbedSentences } from '../../../../src/answering/sentences/embed-sentences.ts'
import { createExtractAnswer } from '../../../../src/answering/sentences/extract.ts'
import type { RetrievedPassage } from '../../../../src/answering/retrieval/retrieved-passage.ts'
import type { KeywordIndex } from '../../../../src/ports/keyword-index.ts'
import { passageOf } from '../../../support/passages.ts'
import { plainAnalyzer } from '../../../support/plain-analyzer.ts'
import { openEmbedder } from '../../../../src/privacy/outgoing/guard-embedder.ts'

const keywords: KeywordIndex = {
  search: async () => [],
  statistics: async (terms) => ({ chunks: 100, frequency: new Map(terms.map((term) => [term, 5])) }),
  mismatches: async () => [],
  rebuild: async () => undefined,
}

async function extract(question: string, passages: readonly RetrievedPassage[]) {
  const { signal } = new AbortController()
  const compareQuestion = createCompareQuestion({ keywords, analyzer: plainAnalyzer })
  const extractAnswer = createExtractAnswer(createEmbedSentences(openEmbedder(createMemoryEmbedder())))
  return extractAnswer(await compareQuestion(question, passages, signal), signal)
}

async function quotesFor(question: string, ...passages: readonly RetrievedPassage[]): Promise<readonly string[]> {
  const { extracts } = await extract(question, passages)
  return extracts.map(({ passage, words }) => passage.text.slice(words.start, words.end))
}

describe('an extractive answer', () => {
  test('quotes the sentence that answers', async () => {
    const passage = passageOf('The office opens at eight. Annual leave is 27 days a year. Parking is free.')
    expect(await quotesFor('How many days is annual leave?', passage)).toEqual(['Annual leave is 27 days a year.'])
  })

  test('leads with the amount that is asked for, and not with a sentence of the same words and a date', async () => {
    const passage =
      'The annual leave of all employees follows the rule of 1 July 2025.\n\nAnnual leave is twenty-seven days.'
    expect(await quotesFor('How much annual leave do employees get?', passageOf(passage))).toEqual([
      'Annual leave is twenty-seven days.',
    ])
  })

  test('leaves out what a newer document replaced', async () => {
    const old = passageOf('Annual leave is 25 days a year.', { documentId: 'old', chunkId: 'o:0', date: '2023-01-01' })
    const recent = passageOf('Annual leave is 27 days a year.', {
      documentId: 'new',
      chunkId: 'n:0',
      date: '2026-01-01',
    })
    expect(await quotesFor('How many days is annual leave?', old, recent)).toEqual(['Annual leave is 27 days a year.'])
  })

  test('quotes a row of a table with its head', async () => {
    const table =
      '| Product | Warranty |\n| --- | --- |\n| Flow meter | 36 months |\n| Calibrator | 24 months |\n| Logger | 12 months |'
    expect(await quotesFor('What is the warranty of the calibrator?', passageOf(table))).toEqual([
      '| Product | Warranty |\n| --- | --- |\n| Flow meter | 36 months |\n| Calibrator | 24 months |',
    ])
  })

  test('quotes a list with the sentence that announces it', async () => {
    const list =
      'Nothing here.\n\nBring these documents on your first day:\n\n- passport\n- tax number\n\nThen go to the canteen.'
    expect(await quotesFor('Which documents do I bring on my first day?', passageOf(list))).toEqual([
      'Bring these documents on your first day:\n\n- passport\n- tax number',
    ])
  })
})
