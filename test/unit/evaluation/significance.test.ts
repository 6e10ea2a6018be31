import { describe, expect, test } from '@jest/globals'
import { bootstrapInterval } from '../../../src/evaluation/bootstrap-interval.ts'
import { holmAdjusted } from '../../../src/evaluation/holm.ts'
import { randomisationTest } from '../../../src/evaluation/randomisation-test.ts'

describe('the randomisation test', () => {
  // Of the eight assignments of signs, only +++ and −−− reach a sum of three.
  test('is exact for few pairs, by hand', () => {
    expect(randomisationTest([1, 1, 1])).toBe(2 / 8)
  })

  // Sums of ±1 ±2 ±3 whose size is four or more: ±6, ±4 (3 + 2 − 1).
  test('counts every assignment that is as extreme as what was seen, by hand', () => {
    expect(randomisationTest([-1, 2, 3])).toBe(4 / 8)
  })

  test('leaves out pairs without a difference', () => {
    expect(randomisationTest([0, 0, 1, 0, 1, 1])).toBe(2 / 8)
    expect(randomisationTest([0, 0])).toBe(1)
    expect(randomisationTest([])).toBe(1)
  })

  test('by samples comes near the exact value of the sign test, and says the same every time', () => {
    // 15 better and 5 worse: 2 · P(X ≥ 15) for 20 fair coins is 0.041389.
    const differences = [...Array.from({ length: 15 }, () => 1), ...Array.from({ length: 5 }, () => -1)]
    const p = randomisationTest(differences)
    expect(Math.abs(p - 0.041389)).toBeLessThan(0.008)
    expect(randomisationTest(differences)).toBe(p)
  })
})

describe('the bootstrap interval', () => {
  test('is the value itself where every pair differs alike', () => {
    expect(bootstrapInterval([0.25, 0.25, 0.25])).toEqual([0.25, 0.25])
  })

  test('is near the one that the normal distribution gives for many pairs', () => {
    // A share of a half of 400: 0.5 ± 1.96 · 0.5 / √400 = 0.451 … 0.549.
    const [low, high] = bootstrapInterval(Array.from({ length: 400 }, (_, index) => index % 2))
    expect(Math.abs(low - 0.451)).toBeLessThan(0.006)
    expect(Math.abs(high - 0.549)).toBeLessThan(0.006)
  })
})

test('p-values are adjusted step by step, never beyond 1, by hand', () => {
  // Ascending .01 · 3, .02 · 2, .6 · 1.
  expect(holmAdjusted([0.6, 0.01, 0.02])).toEqual([0.6, 0.03, 0.04])
  expect(holmAdjusted([0.4, 0.9])).toEqual([0.8, 0.9])
})
