import { expect, test } from '@jest/globals'
import { createCircuitBreaker } from '../../../src/routing/circuit-breaker.ts'

function broken(failures: number) {
  const time = { now: 0 }
  const breaker = createCircuitBreaker(() => time.now, 3, 1000)
  for (let count = 0; count < failures; count += 1) breaker.failed('gpu')
  return { breaker, time }
}

test('a provider that failed three times in a row is left alone for a while', () => {
  expect(broken(2).breaker.allows('gpu')).toBe(true)
  expect(broken(3).breaker.allows('gpu')).toBe(false)
})

test('after the pause one caller may probe, and a success closes the circuit', () => {
  const { breaker, time } = broken(3)
  time.now = 1000
  expect(breaker.allows('gpu')).toBe(true)
  breaker.begin('gpu')
  expect(breaker.allows('gpu')).toBe(false)
  breaker.succeeded('gpu')
  expect(breaker.allows('gpu')).toBe(true)
})

test('a failed probe opens the circuit again', () => {
  const { breaker, time } = broken(3)
  time.now = 1000
  breaker.begin('gpu')
  breaker.failed('gpu')
  time.now = 1500
  expect(breaker.allows('gpu')).toBe(false)
})

test('a success in between starts the count anew, and providers do not share one', () => {
  const { breaker } = broken(2)
  breaker.succeeded('gpu')
  breaker.failed('gpu')
  expect(breaker.allows('gpu')).toBe(true)
  expect(breaker.allows('cloud')).toBe(true)
})
