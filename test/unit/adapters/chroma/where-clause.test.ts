import { describe, expect, test } from '@jest/globals'
import { metadataOf } from '../../../../src/adapters/chroma/record-metadata.ts'
import { allOf, conditionsOf, isOneOf } from '../../../../src/adapters/chroma/where-clause.ts'
import { accessLabelOf } from '../../../../src/domain/access/access-label.ts'
import type { IndexedLabels } from '../../../../src/ports/vector-index.ts'

const labels: IndexedLabels = {
  accessLabel: accessLabelOf(['finance']),
  classification: 'internal',
  language: 'zh',
  documentId: 'd1',
  sourceName: 'handbook',
  path: 'hr/leave.md',
  mediaType: 'text/markdown',
}

describe('conditions for Chroma', () => {
  test('no filter is no condition', () => {
    expect(allOf(conditionsOf({}))).toBeUndefined()
  })

  test('a single condition stands alone, several are joined', () => {
    const label = isOneOf('accessLabel', ['g:finance'])

    expect(allOf([label])).toEqual({ accessLabel: { $in: ['g:finance'] } })
    expect(allOf([label, ...conditionsOf({ language: 'zh' })])).toEqual({
      $and: [{ accessLabel: { $in: ['g:finance'] } }, { language: { $eq: 'zh' } }],
    })
  })

  test('a time before a day leaves out documents without a date', () => {
    expect(conditionsOf({ before: '2024-03-09' })).toEqual([{ day: { $lt: 20_240_309 } }, { day: { $gt: 0 } }])
  })

  test.each(['2024', '09.03.2024', '2024-3-9', "2024-03-09' or 1"])('[P10] "%s" is refused as a date', (date) => {
    expect(() => conditionsOf({ after: date })).toThrow(expect.objectContaining({ code: 'bad-arguments' }))
    expect(() => metadataOf('v1', { ...labels, date })).toThrow(expect.objectContaining({ code: 'bad-arguments' }))
  })

  test('each field is written with every record, so that a change of labels leaves nothing old behind', () => {
    const withDate = metadataOf('v1', { ...labels, date: '2024-03-09' })
    const withoutDate = metadataOf('v1', labels)

    expect(Object.keys(withoutDate)).toEqual(Object.keys(withDate))
    expect(withDate.day).toBe(20_240_309)
    expect(withoutDate.day).toBe(0)
  })
})
