import { expect, test } from '@jest/globals'
import { describeComparison } from '../../../src/cli/wording/describe-comparison.ts'
import { describeEvaluation } from '../../../src/cli/wording/describe-evaluation.ts'
import { compareRuns } from '../../../src/evaluation/compare-runs.ts'
import type { MeasureName } from '../../../src/evaluation/measures.ts'
import { givenWith, goldenWith, judgedWith, notJudgedWith, resultWith, runWith } from '../../support/golden-results.ts'

const right = resultWith({ golden: goldenWith({ id: '1', tags: ['travel'] }) })
const wrong = resultWith({
  golden: goldenWith({ id: '2', question: '年假几天？', language: 'zh' }),
  answer: givenWith({ status: 'abstained', citations: [], costMicros: 1200 }),
})
const run = runWith([right, wrong], { notes: ['Something to know.'] })

function outcome(measure: MeasureName, bound: 'min' | 'max', value: number, measured: number | undefined) {
  const isPassed = measured !== undefined && (bound === 'min' ? measured >= value : measured <= value)
  return { group: measure === 'refused' ? 'zh' : 'all', measure, bound, value, measured, isPassed }
}

test('an evaluation is a table by language and tag, with what to know of it', () => {
  const text = describeEvaluation(run, [])
  expect(text).toMatch(/^measure +all +en +zh +#travel +questions/)
  expect(text).toMatch(/^answered +0\.500 +1\.000 +0\.000 +1\.000 +2/m)
  expect(text).toMatch(/^cost +USD 0\.001200/m)
  expect(text).toContain('2 questions in 60 s: 1 right, 0 close, 1 wrong.')
  expect(text).toContain('Note: Something to know.')
})

test('of judged answers it says who judged, how they were graded, and for how much', () => {
  const judged = runWith([
    { ...right, judgement: judgedWith('correct') },
    { ...wrong, judgement: notJudgedWith('not-answered') },
    resultWith({ golden: goldenWith({ id: '3' }), judgement: notJudgedWith('unreadable') }),
  ])
  const text = describeEvaluation(judged, [])
  expect(text).toContain('Judged by house/qwen3: 1 correct, 0 partly, 0 wrong, 1 not judged; for USD 0.000450.')
  expect(text).toMatch(/^judged-correct +0\.500/m)
  expect(text).toMatch(/^prompt-tokens +0\.0 tokens/m)
})

test('thresholds are told with how far the run is from them', () => {
  const text = describeEvaluation(run, [
    outcome('answered', 'min', 0.9, 0.5),
    outcome('p95', 'max', 80, 100),
    outcome('hit@5', 'min', 0.9, 1),
    outcome('refused', 'min', 0.9, undefined),
  ])
  expect(text.split('\n').slice(-4)).toEqual([
    '✗ answered: 0.500, 0.400 below the 0.900 wanted',
    '✗ p95: 100 ms, 20 ms above the 80 ms wanted',
    '✓ hit@5: 1.000, at least 0.900 is wanted',
    '✗ zh:refused: at least 0.900 is wanted, but no question measures it',
  ])
})

test('a comparison says what was left out and which questions changed', () => {
  const after = runWith([resultWith({ golden: wrong.golden })])
  const text = describeComparison(compareRuns(run, after), 'USD')
  expect(text).toContain('Compared 1 questions. Left out: 1 that only the first run asked.')
  expect(text).toMatch(/^answered +0\.000 +1\.000 +\+1\.000/m)
  expect(text).toContain('Improved: 1\n  wrong → right  年假几天？')
})

test('a comparison says which answers were judged otherwise', () => {
  const graded = (grade: 'correct' | 'partly') => runWith([{ ...right, judgement: judgedWith(grade) }])
  const text = describeComparison(compareRuns(graded('correct'), graded('partly')), 'USD')
  expect(text).toContain('Judged worse: 1\n  correct → partly   How many days of leave?')
})
