import { describe, expect, test } from '@jest/globals'
import { textPortions } from '../../../../src/domain/text/text-portions.ts'

describe('texts in portions', () => {
  const most = { texts: 3, characters: 6 }

  test('keep their order, and no portion has too many texts or characters', () => {
    expect(textPortions(['a', 'b', 'c', 'd', 'eeee', 'ff', 'g'], most)).toEqual([
      ['a', 'b', 'c'],
      ['d', 'eeee'],
      ['ff', 'g'],
    ])
  })

  test('a text that is longer than a portion is one by itself', () => {
    expect(textPortions(['a', 'longer than any', 'b'], most)).toEqual([['a'], ['longer than any'], ['b']])
  })

  test('no texts make no portion', () => {
    expect(textPortions([], most)).toEqual([])
  })
})
