import { expect, test } from '@jest/globals'
import { addMicros, costOfTokens, exchange, formatMoney, toMicros } from '../../../src/domain/money.ts'

test('a fraction of a micro is rounded up and never lost', () => {
  expect(costOfTokens([1, toMicros(150_000)])).toBe(1)
  expect(costOfTokens([1_000_000, toMicros(150_000)])).toBe(150_000)
})

test('the parts of a call are rounded together, so that no more than one micro is added', () => {
  expect(costOfTokens([1, toMicros(150_000)], [1, toMicros(150_000)], [4, toMicros(200_000)])).toBe(2)
})

test('an amount in another currency is exact and rounded up', () => {
  expect(exchange(toMicros(1_000_000), 139_000_000)).toBe(139_000)
  expect(exchange(toMicros(3), 333_333_333)).toBe(1)
  expect(exchange(toMicros(9_000_000_000_000), 999_999_999)).toBe(8_999_999_991_000)
})

test('large numbers of tokens at high prices stay exact', () => {
  expect(costOfTokens([9_007_199, toMicros(75_000_001)])).toBe(675_539_935)
})

test('only whole micros are money', () => {
  expect(() => toMicros(0.5)).toThrow(RangeError)
})

test('amounts are added and written with six decimals', () => {
  expect(formatMoney(addMicros(toMicros(1_200_000), toMicros(34_567)), 'USD')).toBe('USD 1.234567')
  expect(formatMoney(toMicros(-5), 'CNY')).toBe('CNY -0.000005')
})
