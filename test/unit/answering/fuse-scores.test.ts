import { expect, test } from '@jest/globals'
import { fuseScores } from '../../../src/answering/fuse-scores.ts'

test('a candidate that leads both rankings scores one, one that ends both scores nought', () => {
  const fused = fuseScores(
    new Map([
      ['a', 0.9],
      ['b', 0.2],
    ]),
    new Map([
      ['a', 12],
      ['b', 3],
    ]),
    0.5,
  )
  expect([fused.get('a'), fused.get('b')]).toEqual([1, 0])
})

test('a candidate that one ranking lacks counts as its lowest', () => {
  const fused = fuseScores(
    new Map([
      ['a', 0.9],
      ['b', 0.2],
    ]),
    new Map([
      ['c', 5],
      ['b', 3],
    ]),
    0.4,
  )
  expect(fused.get('a')).toBeCloseTo(0.4)
  expect(fused.get('c')).toBeCloseTo(0.6)
})

test('one ranking alone is enough', () => {
  expect(fuseScores(new Map([['a', 0.3]]), new Map(), 0.5).get('a')).toBe(0.5)
  expect(fuseScores(new Map(), new Map(), 0.5).size).toBe(0)
})
