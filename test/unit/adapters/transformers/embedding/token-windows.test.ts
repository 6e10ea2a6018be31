import { expect, test } from '@jest/globals'
import { tokenWindows } from '../../../../../src/adapters/transformers/embedding/token-windows.ts'

const ids = (count: number) => Array.from({ length: count }, (_, i) => i)

test('a text that fits is one window, also an empty one', () => {
  expect(tokenWindows(ids(254), 254, 228)).toEqual([ids(254)])
  expect(tokenWindows([], 254, 228)).toEqual([[]])
})

test.each([255, 456, 457, 1000, 22_801])('%i tokens are cut into windows that lose none', (count) => {
  const windows = tokenWindows(ids(count), 254, 228)

  expect(windows.flat()).toEqual(ids(count))
  expect(Math.max(...windows.map(({ length }) => length))).toBeLessThanOrEqual(228)
  expect(Math.min(...windows.map(({ length }) => length))).toBeGreaterThan(90)
})
