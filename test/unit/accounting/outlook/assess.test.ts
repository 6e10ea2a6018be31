import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assess, type UseCase } from '../../../../src/accounting/outlook/assess.ts'
import { parseAssessmentRules } from '../../../../src/config/assess-file.ts'
import { toMicros } from '../../../../src/domain/money.ts'
import { repositoryRoot } from '../../../support/source-files.ts'

const shipped = readFileSync(join(repositoryRoot, 'data/assess.json'), 'utf8')
const rules = parseAssessmentRules(shipped, 'data/assess.json')
const good: UseCase = {
  task: 'lookup',
  errors: 'high',
  questionsPerDay: 2000,
  payMicros: toMicros(500_000),
  costMicros: toMicros(2000),
}

describe('an assessment', () => {
  test('shows every factor, and they add up to the total', () => {
    const { factors, total, verdict } = assess({ ...good, errors: 'medium', questionsPerDay: 120 }, rules)
    expect(factors.map(({ factor, score, weight, points }) => [factor, score, weight, points])).toEqual([
      ['task', 1, 30, 30],
      ['errors', 0.75, 30, 22.5],
      ['volume', 0.6, 20, 12],
      ['pay', 1, 20, 20],
    ])
    expect([total, verdict]).toEqual([84.5, 'automate'])
  })

  test('gives full points where all speaks for it', () => {
    expect(assess(good, rules)).toMatchObject({ total: 100, verdict: 'automate', isCapped: false })
  })

  test('is not talked round by volume where a wrong answer must not happen', () => {
    expect(assess({ ...good, errors: 'none' }, rules)).toMatchObject({ total: 44, verdict: 'leave', isCapped: true })
  })

  test('counts what an answer is worth by what it costs', () => {
    const payScore = (pay: number, cost: number) =>
      assess({ ...good, payMicros: toMicros(pay), costMicros: toMicros(cost) }, rules).factors.at(-1)?.score
    expect([payScore(0, 10), payScore(9, 10), payScore(10, 10), payScore(100, 10), payScore(1, 0)]).toEqual([
      0, 0, 0.3, 1, 1,
    ])
  })

  test.each([{ task: 'poetry' }, { errors: 'some' }, { task: 'toString' }])(
    '[P10] of %j is refused with what is known',
    (wrong) => {
      expect(() => assess({ ...good, ...wrong }, rules)).toThrow(/There is no .* "/)
    },
  )
})

describe('the rules', () => {
  test.each([
    [
      'weights that do not add up',
      { weights: { task: 30, errors: 30, volume: 20, pay: 30 } },
      /weights: must add up to 100/,
    ],
    [
      'steps in disorder',
      {
        volume: [
          { from: 0, score: 0 },
          { from: 0, score: 1 },
        ],
      },
      /volume: steps must go up/,
    ],
    ['a gap below the last verdict', { verdicts: [{ from: 10, verdict: 'leave' }] }, /verdicts: the last verdict/],
  ])('[P10] are refused with %s', (_, wrong, reason) => {
    const file = JSON.stringify({ ...(JSON.parse(shipped) as object), ...wrong })
    expect(() => parseAssessmentRules(file, 'assess.json')).toThrow(reason)
  })
})
