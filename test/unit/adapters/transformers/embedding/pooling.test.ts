import { expect, test } from '@jest/globals'
import { joinWindows, poolWindow } from '../../../../../src/adapters/transformers/embedding/pooling.ts'

const rows = Float32Array.of(1, 2, 3, 4, 5, 6)

test('mean pooling adds the vectors of all tokens, cls takes the first', () => {
  expect(poolWindow(rows, 2, 'mean')).toEqual(Float32Array.of(9, 12))
  expect(poolWindow(rows, 2, 'cls')).toEqual(Float32Array.of(1, 2))
})

test('windows of a text are joined to a vector of unit length', () => {
  expect(joinWindows([Float32Array.of(3, 0), Float32Array.of(0, 4)])).toEqual(Float32Array.of(0.6, 0.8))
})

test('numbers without a direction give no vector', () => {
  expect(joinWindows([Float32Array.of(0, 0)])).toBeUndefined()
  expect(joinWindows([Float32Array.of(NaN, 1)])).toBeUndefined()
})
