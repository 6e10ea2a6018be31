import { describe, expect, test } from '@jest/globals'
import { compareRuns } from '../../../src/evaluation/compare-runs.ts'
import type { QuestionResult } from '../../../src/evaluation/question-result.ts'
import { foundWith, givenWith, goldenWith, resultWith, runWith } from '../../support/golden-results.ts'

const right = (id: string): QuestionResult => resultWith({ golden: goldenWith({ id, question: id }) })
const wrong = (id: string): QuestionResult =>
  resultWith({
    golden: goldenWith({ id, question: id }),
    found: [foundWith('other.md')],
    answer: givenWith({ status: 'abstained', citations: [] }),
  })
const many = (count: number, make: (id: string) => QuestionResult, from = 0) =>
  Array.from({ length: count }, (_, index) => make(`q${from + index}`))

describe('two runs', () => {
  test('that answer alike differ in nothing', () => {
    const run = runWith([...many(10, right), ...many(5, wrong, 10)])
    const { measures, improved, worsened, questions } = compareRuns(run, run)
    expect({ questions, improved, worsened }).toEqual({ questions: 15, improved: [], worsened: [] })
    expect(new Set(measures.map(({ change }) => change))).toEqual(new Set(['unclear']))
  })

  test('of which one is clearly better are told apart, with the questions that changed', () => {
    const before = runWith([...many(20, wrong), ...many(20, right, 20)])
    const after = runWith([...many(20, right), ...many(19, right, 20), wrong('q39')])
    const { measures, improved, worsened } = compareRuns(before, after)
    const hit = measures.find(({ measure }) => measure === 'hit@5')
    expect(hit).toMatchObject({ questions: 40, before: 0.5, after: 0.975, better: 20, worse: 1, change: 'better' })
    expect(hit?.interval[0]).toBeGreaterThan(0)
    expect(improved).toHaveLength(20)
    expect(worsened).toEqual([{ id: 'q39', question: 'q39', before: 'right', after: 'wrong' }])
  })

  test('take one question more or less for chance', () => {
    const { measures } = compareRuns(runWith(many(30, right)), runWith([...many(29, right), wrong('q29')]))
    expect(measures.filter(({ change }) => change !== 'unclear')).toEqual([])
  })

  test('call a slower run worse', () => {
    const slow = (id: string) => ({ ...right(id), answer: givenWith({ milliseconds: 500 }) })
    const { measures } = compareRuns(runWith(many(20, right)), runWith(many(20, slow)))
    expect(measures.find(({ measure }) => measure === 'mean')).toMatchObject({ difference: 400, change: 'worse' })
  })

  test('are compared in the questions that both asked, and the others are counted', () => {
    const changed = resultWith({ golden: goldenWith({ id: 'q1', question: 'q1', documents: ['moved.md'] }) })
    const before = runWith(many(4, right))
    const after = runWith([right('q0'), changed, right('new'), right('newer')])
    expect(compareRuns(before, after)).toMatchObject({
      questions: 1,
      onlyBefore: 2,
      onlyAfter: 2,
      changedExpectation: 1,
    })
  })

  test('say what else differs between them', () => {
    const before = runWith(many(1, right))
    const after = runWith(many(1, right), { measured: { ...before.measured, embedder: 'bge-m3', chunks: 12 } })
    expect(compareRuns(before, after).differences).toEqual([
      'embedding model: "minilm" → "bge-m3"',
      'chunks in the index: 9 → 12',
    ])
  })
})
