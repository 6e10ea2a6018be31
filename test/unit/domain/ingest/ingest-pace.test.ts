import { expect, test } from '@jest/globals'
import { type PaceSample, paceOf, withSample } from '../../../../src/domain/ingest/ingest-pace.ts'

const after = (samples: readonly PaceSample[]) =>
  paceOf(samples.reduce<readonly PaceSample[]>((kept, sample) => withSample(kept, sample), []))

test('a steady run has a rate and a time left', () => {
  const pace = after([
    { at: 0, done: 0, total: 100, chunks: 0 },
    { at: 10_000, done: 20, total: 100, chunks: 300 },
  ])
  expect(pace).toEqual({ chunksPerSecond: 30, millisecondsLeft: 40_000 })
})

test('what lies more than half a minute back does not count', () => {
  const pace = after([
    { at: 0, done: 0, total: 10_000, chunks: 0 },
    { at: 1000, done: 9000, total: 10_000, chunks: 0 },
    { at: 31_000, done: 9030, total: 10_000, chunks: 600 },
    { at: 61_000, done: 9060, total: 10_000, chunks: 1200 },
  ])
  expect(pace).toEqual({ chunksPerSecond: 20, millisecondsLeft: 940_000 })
})

test('nothing is said before there is something to measure', () => {
  expect(after([])).toEqual({})
  expect(after([{ at: 0, done: 5, total: 9, chunks: 40 }])).toEqual({})
  const stuck = after([
    { at: 0, done: 5, total: 9, chunks: 40 },
    { at: 5000, done: 5, total: 9, chunks: 90 },
  ])
  expect(stuck).toEqual({ chunksPerSecond: 10 })
})

test('the next source of the same command is measured anew', () => {
  const pace = after([
    { at: 0, done: 0, total: 2, chunks: 0 },
    { at: 5000, done: 2, total: 2, chunks: 500 },
    { at: 6000, done: 0, total: 100, chunks: 0 },
    { at: 8000, done: 1, total: 100, chunks: 4 },
  ])
  expect(pace).toEqual({ chunksPerSecond: 2, millisecondsLeft: 198_000 })
})

test('a burst of events needs no more room than a quiet run', () => {
  let samples: readonly PaceSample[] = []
  for (let n = 0; n < 50_000; n += 1) samples = withSample(samples, { at: n, done: n, total: 50_000, chunks: n })
  expect(samples.length).toBeLessThan(300)
})
