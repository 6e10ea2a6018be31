import { describe, expect, test } from '@jest/globals'
import { compareRuns } from '../../../src/evaluation/compare-runs.ts'
import type { QuestionResult } from '../../../src/evaluation/question-result.ts'
import {
  foundWith,
  givenWith,
  goldenWith,
  judgedWith,
  notJudgedWith,
  resultWith,
  runWith,
} from '../../support/golden-results.ts'

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

  test('with and without compression show grades, tokens and money side by side', () => {
    const result = (id: string, isWhole: boolean) => ({
      ...right(id),
      answer: givenWith({ promptTokens: isWhole ? 1200 : 400, costMicros: isWhole ? 90 : 30 }),
      judgement: id === 'q1' && !isWhole ? judgedWith('partly') : judgedWith('correct'),
    })
    const runOf = (isWhole: boolean) => runWith(many(20, (id) => result(id, isWhole)))
    const before = runOf(false)
    const conditions = { ...before.conditions, compression: 'off' } as const
    const { measures, differences, judgedBetter, judgedWorse } = compareRuns(before, { ...runOf(true), conditions })
    const of = (name: string) => measures.find(({ measure }) => measure === name)
    expect(differences).toEqual(['compression of the evidence: "on" → "off"'])
    expect(of('judged-correct')).toMatchObject({ before: 0.95, after: 1, change: 'unclear' })
    expect(of('prompt-tokens')).toMatchObject({ before: 400, after: 1200, change: 'worse' })
    expect(of('cost-per-question')).toMatchObject({ before: 30, after: 90, change: 'worse' })
    expect(judgedBetter).toEqual([{ id: 'q1', question: 'q1', before: 'partly', after: 'correct' }])
    expect(judgedWorse).toEqual([])
  })

  test('compare the grades of answers that were graded in both', () => {
    const graded = runWith(many(2, (id) => ({ ...right(id), judgement: judgedWith('correct') })))
    const half = runWith([
      { ...right('q0'), judgement: notJudgedWith('kept-in-house') },
      { ...right('q1'), judgement: judgedWith('wrong') },
    ])
    const { measures, judgedWorse } = compareRuns(graded, half)
    const correct = measures.find(({ measure }) => measure === 'judged-correct')
    expect(correct).toMatchObject({ questions: 1, before: 1, after: 0 })
    expect(judgedWorse.map(({ id }) => id)).toEqual(['q1'])
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
