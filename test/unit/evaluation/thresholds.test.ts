import { describe, expect, test } from '@jest/globals'
import { judgeThresholds, parseThreshold } from '../../../src/evaluation/thresholds.ts'
import { givenWith, goldenWith, resultWith, runWith } from '../../support/golden-results.ts'

describe('a threshold', () => {
  test.each([
    ['hit@5=0.9', { group: 'all', measure: 'hit@5', value: 0.9 }],
    ['zh:refused=80%', { group: 'zh', measure: 'refused', value: 0.8 }],
    ['#travel:quoted=1', { group: '#travel', measure: 'quoted', value: 1 }],
    ['p95=300', { group: 'all', measure: 'p95', value: 300 }],
    ['cost=0.5', { group: 'all', measure: 'cost', value: 500_000 }],
  ])('is read from %s', (written, expected) => {
    expect(parseThreshold('min', written)).toEqual({ ...expected, bound: 'min' })
  })

  test.each([
    ['hit@5', /not of the form measure=value/],
    ['hit@7=0.5', /no measure "hit@7".*hit@5/],
    ['hit@5=90', /share from 0 to 1/],
    ['p95=30%', /not a share/],
    ['hit@5=-1', /not of the form/],
  ])('is not %s', (written, problem) => {
    expect(parseThreshold('min', written)).toMatch(problem)
  })
})

describe('thresholds', () => {
  const run = runWith([
    resultWith({ golden: goldenWith({ id: '1' }), answer: givenWith({ milliseconds: 100 }) }),
    resultWith({ golden: goldenWith({ id: '2' }), found: [], answer: givenWith({ milliseconds: 300 }) }),
  ])
  const passed = (bound: 'min' | 'max', written: string) => {
    const threshold = parseThreshold(bound, written)
    if (typeof threshold === 'string') throw new Error(threshold)
    return judgeThresholds(run, [threshold]).map(({ isPassed }) => isPassed)[0]
  }

  test('are met by a value on the threshold, and not by one beyond it', () => {
    expect([passed('min', 'hit@5=0.5'), passed('min', 'hit@5=0.51')]).toEqual([true, false])
    expect([passed('max', 'p95=300'), passed('max', 'p95=299')]).toEqual([true, false])
  })

  test('are not met by what no question measures', () => {
    expect(passed('min', 'refused=0')).toBe(false)
    expect(passed('min', 'zh:hit@5=0')).toBe(false)
  })
})
