import { expect, test } from '@jest/globals'
import { madeNumbers } from '../../../../src/evaluation/privacy/made-numbers.ts'
import { scoreSet } from '../../../../src/evaluation/privacy/score-spans.ts'
import { findSensitive } from '../../../support/find-sensitive.ts'

const sets = madeNumbers()

test('made-up Chinese numbers are the same each time, half of them valid, in four sentences each', () => {
  expect(madeNumbers()).toEqual(sets)
  for (const { texts } of sets) {
    expect(texts).toHaveLength(1600)
    expect(texts.filter(({ spans }) => spans.length === 1)).toHaveLength(800)
  }
})

test.each(sets.map((set) => [set.name, set] as const))('%s are told from invalid ones', (_, set) => {
  const [score] = scoreSet(set, (text) => findSensitive(text)).labels

  expect(score?.exact.precision).toBeGreaterThanOrEqual(0.99)
  expect(score?.exact.recall).toBeGreaterThanOrEqual(0.99)
})
