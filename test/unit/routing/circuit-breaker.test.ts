import { expect, test } from '@jest/globals'
import { createCircuitBreaker } from '../../../src/routing/circuit-breaker.ts'

const gpu = { name: 'gpu', model: 'qwen' }
const cloud = { name: 'cloud', model: 'qwen' }

function broken(failures: number) {
  const time = { now: 0 }
  const breaker = createCircuitBreaker(() => time.now, 3, 1000)
  for (let count = 0; count < failures; count += 1) breaker.failed(gpu)
  return { breaker, time }
}

test('a provider that failed three times in a row is left alone for a while', () => {
  expect(broken(2).breaker.allows(gpu)).toBe(true)
  expect(broken(3).breaker.allows(gpu)).toBe(false)
})

test('after the pause one caller may probe, and a success closes the circuit', () => {
  const { breaker, time } = broken(3)
  time.now = 1000
  expect(breaker.allows(gpu)).toBe(true)
  breaker.begin(gpu)
  expect(breaker.allows(gpu)).toBe(false)
  breaker.succeeded(gpu)
  expect(breaker.allows(gpu)).toBe(true)
})

test('a failed probe opens the circuit again', () => {
  const { breaker, time } = broken(3)
  time.now = 1000
  breaker.begin(gpu)
  breaker.failed(gpu)
  time.now = 1500
  expect(breaker.allows(gpu)).toBe(false)
})

test('a success in between starts the count anew, and models do not share one, not even those of one provider', () => {
  const { breaker } = broken(2)
  breaker.succeeded(gpu)
  breaker.failed(gpu)
  expect(breaker.allows(gpu)).toBe(true)
  breaker.failed(gpu)
  breaker.failed(gpu)
  expect([gpu, cloud, { ...gpu, model: 'glm' }].map((model) => breaker.allows(model))).toEqual([false, true, true])
})
