import { expect, test } from '@jest/globals'
import { preferNewest } from '../../../../src/answering/retrieval/prefer-newest.ts'
import { passageOf } from '../../../support/passages.ts'
import { plainAnalyzer } from '../../../support/plain-analyzer.ts'

const old = passageOf('Claims must be sent within 60 days of the trip.', {
  chunkId: 'a:0',
  documentId: 'a',
  date: '2024-01-01',
  score: 0.9,
})
const recent = passageOf('Claims must be sent within 30 days of the trip.', {
  chunkId: 'b:0',
  documentId: 'b',
  date: '2026-04-01',
  score: 0.7,
})
const other = passageOf('The canteen opens at noon.', {
  chunkId: 'c:0',
  documentId: 'c',
  date: '2026-05-01',
  score: 0.8,
})

test('the newest of near-duplicates stands where the best of them stood', () => {
  const ids = preferNewest([old, other, recent], plainAnalyzer).map(({ documentId }) => documentId)
  expect(ids).toEqual(['b', 'a', 'c'])
})

test('documents that say something else, and those without a date, keep their places', () => {
  const { date: _, ...undated } = recent
  const passages = [old, other, undated]
  expect(preferNewest(passages, plainAnalyzer)).toEqual(passages)
})
