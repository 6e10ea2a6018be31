import { expect, test } from '@jest/globals'
import { allMatches } from '../../../../src/domain/text/all-matches.ts'

test.each([
  ['all numbers', 'floor 3, room 12', /\d+/g],
  ['named groups', '年假 15 天，病假 3 天', /(?<number>\d+) (?<unit>天)/gu],
  ['nothing', 'no number here', /\d+/g],
  ['matches of no length', 'a😀b', /x*/gu],
  ['matches of no length, by code unit', 'ab', /(?=b)/g],
])('%s are found as String.matchAll finds them', (_name, text, pattern) => {
  const expected = [...text.matchAll(pattern)].map(({ index, 0: found, groups }) => [index, found, { ...groups }])

  expect(allMatches(text, pattern).map(({ index, 0: found, groups }) => [index, found, { ...groups }])).toEqual(
    expected,
  )
})

test('a pattern that was left in the middle of another text begins anew', () => {
  const pattern = /\d+/g
  pattern.test('year 2026')

  expect(allMatches('27 days', pattern).map(([found]) => found)).toEqual(['27'])
})
