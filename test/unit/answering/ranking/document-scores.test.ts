import { expect, test } from '@jest/globals'
import { documentScores } from '../../../../src/answering/ranking/document-scores.ts'

const hits = [
  { chunkId: 'a:0', score: 10 },
  { chunkId: 'b:4', score: 9 },
  { chunkId: 'b:1', score: 8 },
]

test('a document with several chunks that were found is worth more than its best one', () => {
  const score = documentScores(hits)

  expect(score('b:7')).toBeGreaterThan(score('a:0') ?? 0)
  expect(score('b:7')).toBeLessThan(9 + 8)
})

test('says nothing of a document of which no chunk was found', () => {
  expect(documentScores(hits)('c:0')).toBeUndefined()
})
