import { describe, expect, test } from '@jest/globals'
import { createJiebaAnalyzer } from '../../../../src/adapters/language/jieba-analyzer.ts'
import { foldDuplicates } from '../../../../src/answering/retrieval/fold-duplicates.ts'
import { passageOf } from '../../../support/passages.ts'

const analyzer = createJiebaAnalyzer()
const text =
  'Every employee has 30 days of annual leave. Days that are not taken expire at the end of March of the next year.'

const original = passageOf(text, { chunkId: 'a:0', documentId: 'a', source: 'hr/leave.md' })

describe('passages of nearly the same words', () => {
  test('are shown once, with where else they stand', () => {
    const copy = passageOf(`${text}\n`, { chunkId: 'b:3', documentId: 'b', source: 'old/leave.md' })

    expect(foldDuplicates([original, copy], analyzer)).toEqual([{ ...original, alsoAt: ['old/leave.md'] }])
  })

  test('are all shown when they differ in a number', () => {
    const other = passageOf(text.replace('30', '25'), { chunkId: 'b:3', documentId: 'b' })

    expect(foldDuplicates([original, other], analyzer)).toEqual([original, other])
  })

  test('are all shown when they stand in one document', () => {
    const again = passageOf(text, { chunkId: 'a:9', documentId: 'a' })

    expect(foldDuplicates([original, again], analyzer)).toEqual([original, again])
  })

  test('do not tell of a place in another source', () => {
    const copy = passageOf(text, { chunkId: 'b:3', documentId: 'b', sourceName: 'wiki', source: 'leave' })

    expect(foldDuplicates([original, copy], analyzer)).toEqual([original])
  })
})

test('passages of other words are left as they are', () => {
  const other = passageOf('Expenses are paid within ten days of the claim.', { chunkId: 'c:0', documentId: 'c' })

  expect(foldDuplicates([original, other], analyzer)).toEqual([original, other])
})
