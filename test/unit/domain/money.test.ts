import { expect, test } from '@jest/globals'
import { addMicros, costOfTokens, formatMoney, toMicros } from '../../../src/domain/money.ts'

test('a fraction of a micro is rounded up and never lost', () => {
  expect(costOfTokens(1, toMicros(150_000))).toBe(1)
  expect(costOfTokens(1_000_000, toMicros(150_000))).toBe(150_000)
})

test('large numbers of tokens at high prices stay exact', () => {
  expect(costOfTokens(9_007_199, toMicros(75_000_001))).toBe(675_539_935)
})

test('only whole micros are money', () => {
  expect(() => toMicros(0.5)).toThrow(RangeError)
})

test('amounts are added and written with six decimals', () => {
  expect(formatMoney(addMicros(toMicros(1_200_000), toMicros(34_567)), 'USD')).toBe('USD 1.234567')
  expect(formatMoney(toMicros(-5), 'CNY')).toBe('CNY -0.000005')
})
