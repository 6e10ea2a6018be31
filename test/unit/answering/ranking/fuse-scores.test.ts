import { expect, test } from '@jest/globals'
import { fuseScores } from '../../../../src/answering/ranking/fuse-scores.ts'

const ids = ['a', 'b', 'c']

test('a candidate that leads every measure scores one, one that ends every measure scores nought', () => {
  const fused = fuseScores(ids, [
    { scores: new Map(Object.entries({ a: 0.9, b: 0.2, c: 0.4 })), weight: 0.5 },
    { scores: new Map(Object.entries({ a: 12, b: 3, c: 4 })), weight: 2 },
  ])
  expect([fused.get('a'), fused.get('b')]).toEqual([1, 0])
})

test('a candidate that a measure lacks counts as its lowest', () => {
  const fused = fuseScores(ids, [
    { scores: new Map(Object.entries({ a: 0.9, b: 0.2 })), weight: 0.4 },
    { scores: new Map(Object.entries({ c: 5, b: 3 })), weight: 0.6 },
  ])
  expect(fused.get('a')).toBeCloseTo(0.4)
  expect(fused.get('c')).toBeCloseTo(0.6)
})

test('a measure that knows nothing counts for nothing', () => {
  const fused = fuseScores(
    ['a'],
    [
      { scores: new Map([['a', 0.3]]), weight: 0.5 },
      { scores: new Map(), weight: 0.5 },
    ],
  )
  expect(fused.get('a')).toBe(1)
})

test('without any measure every candidate scores nought', () => {
  expect(fuseScores(['a'], [])).toEqual(new Map([['a', 0]]))
})
