import { describe, expect, test } from '@jest/globals'
import { compareRuns } from '../../../src/evaluation/compare-runs.ts'
import { readRun } from '../../../src/evaluation/read-run.ts'
import { renderReport } from '../../../src/evaluation/report/render-report.ts'
import type { ThresholdOutcome } from '../../../src/evaluation/thresholds.ts'
import {
  citationWith,
  foundWith,
  givenWith,
  goldenWith,
  judgedWith,
  notJudgedWith,
  resultWith,
  runWith,
} from '../../support/golden-results.ts'

const hostile = `<script>alert("x")</script>'&`
const escaped = '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;'

const run = runWith([
  resultWith(),
  resultWith({
    golden: goldenWith({
      id: '2',
      question: `年假几天？${hostile}`,
      language: 'zh',
      answer: hostile,
      passage: hostile,
    }),
    found: [foundWith(hostile)],
    answer: givenWith({ text: hostile, citations: [citationWith(hostile)], model: hostile }),
  }),
])
const thresholds: readonly ThresholdOutcome[] = [
  { group: hostile, measure: 'hit@5', bound: 'min', value: 0.9, measured: undefined, isPassed: false },
]

describe('the report', () => {
  const before = runWith([resultWith({ found: [] }), resultWith({ golden: goldenWith({ id: '2' }) })])
  const page = renderReport(run, { before, comparison: compareRuns(before, run), thresholds })

  test('shows texts of documents, questions and answers as text', () => {
    expect(page).toContain(escaped)
    expect(page).not.toContain(hostile)
    expect(page).not.toContain('<script')
  })

  test('needs nothing from outside', () => {
    expect(page).not.toMatch(/(?:src|href)=|url\(|@import|https?:/)
    expect(page).toContain("default-src 'none'")
  })

  test('says how many came out right, which did not, and which threshold is not met', () => {
    expect(page).toContain('1 of 2 questions came out right')
    expect(page).toContain('right document not cited')
    expect(page).toContain('1 of 1 thresholds are not met')
  })

  test('has the numbers of its charts as words', () => {
    expect(page).toContain('aria-label="Chinese: 0 right, 0 close, 1 wrong"')
    expect(page).toMatch(/aria-label="2 answers: half of them within 100 ms/)
  })
})

test('a report of the search alone has no answers to show', () => {
  const { answer: _, ...searched } = resultWith()
  const page = renderReport(runWith([searched], { conditions: { ...run.conditions, retrievalOnly: true } }))
  expect(page).toContain('Nothing was asked, so that nothing was paid.')
  expect(page).toMatch(/aria-label="1 searches/)
})

describe('a report of judged answers', () => {
  const judged = runWith([
    resultWith({ judgement: judgedWith('correct') }),
    resultWith({ golden: goldenWith({ id: '2' }), judgement: { ...judgedWith('partly'), why: hostile } }),
    resultWith({ golden: goldenWith({ id: '3' }), judgement: notJudgedWith('kept-in-house', hostile) }),
  ])
  const page = renderReport(judged)

  test('says how many were found correct, by whom and for how much, and shows the others with the reason', () => {
    expect(page).toContain('Judged by a model: 1 correct, 1 partly, 0 wrong, 1 not judged')
    expect(page).toMatch(/by house\/qwen3, for USD 0\.000450/)
    expect(page).toContain('2 not found correct, or not judged')
    expect(page).toContain('judged partly, not complete')
    expect(page).toContain('kept-in-house: ')
    expect(page).not.toContain(hostile)
  })

  test('is not there where nobody was to judge', () => {
    expect(renderReport(run)).not.toContain('Judged by a model')
  })
})

describe('a run file', () => {
  test('is read as it was written', () => {
    const { conditions } = run
    const whole = runWith(
      [
        resultWith({
          answer: givenWith({ sentences: { supported: 1, weak: 0, unsupported: 0 } }),
          judgement: judgedWith('wrong'),
        }),
        resultWith({ golden: goldenWith({ id: '2' }), judgement: notJudgedWith('unreadable') }),
      ],
      { conditions: { ...conditions, compression: 'off', judges: ['house/qwen3'] } },
    )
    for (const one of [run, whole]) {
      expect(readRun(JSON.stringify(one), 'run.json')).toEqual(JSON.parse(JSON.stringify(one)))
    }
  })

  test('of a version that noted no compression is read as well', () => {
    const { compression: _, ...conditions } = run.conditions
    expect(readRun(JSON.stringify({ ...run, conditions }), 'run.json').conditions.compression).toBe('unknown')
  })

  test.each([
    ['no JSON', 'x'],
    ['another thing', '{"format":"other"}'],
    ['a part of it', JSON.stringify({ ...run, results: [{}] })],
  ])('that is %s is refused [P10]', (_, text) => {
    expect(() => readRun(text, 'run.json')).toThrow(/run\.json is not an evaluation/)
  })
})
