import { expect, test } from '@jest/globals'
import { storableValue } from '../../../../../src/adapters/sql/database/storable-value.ts'

test('a text keeps its length when a NUL in it is replaced', () => {
  expect(storableValue('a\0b\0')).toBe('a\uFFFDb\uFFFD')
})

test('what both engines hold is left alone', () => {
  for (const value of ['年假 🏖️', '', 0, 1.5, null]) expect(storableValue(value)).toBe(value)
})

test('lists are made storable value by value', () => {
  expect(storableValue(['a\0', 1])).toEqual(['a\uFFFD', 1])
})
