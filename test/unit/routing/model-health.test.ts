import { expect, test } from '@jest/globals'
import { createHealthRecord } from '../../../src/routing/model-health.ts'

const gpu = { name: 'gpu', model: 'qwen' }

function recordOf(...firstWords: readonly (number | undefined)[]) {
  const time = { now: 0 }
  const record = createHealthRecord(() => time.now)
  for (const firstWordMs of firstWords) record.note(gpu, firstWordMs)
  return { record, time }
}

test('a model that was not called is as good as one that always answers in good time', () => {
  expect([recordOf(), recordOf(200, 900, 4000)].map(({ record }) => record.of(gpu).score)).toEqual([1, 1])
})

test('each failure costs health, and one alone not much', () => {
  const [once, half] = [recordOf(undefined, 100, 100), recordOf(undefined, 100, undefined, 100)].map(
    ({ record }) => record.of(gpu).score,
  )
  expect(once).toBeGreaterThanOrEqual(0.8)
  expect(half).toBeLessThan(0.7)
})

test('a model whose first word takes twice the good time has half the health', () => {
  expect(recordOf(10_000, 10_000).record.of(gpu)).toEqual({ calls: 2, failures: 0, firstWordMs: 10_000, score: 0.5 })
})

test('what was long ago or many calls ago is forgotten', () => {
  const { record, time } = recordOf(undefined, undefined, undefined)
  for (let call = 0; call < 20; call += 1) record.note(gpu, 100)
  expect(record.of(gpu)).toMatchObject({ calls: 20, failures: 0 })
  time.now = 10 * 60_000
  expect(record.of(gpu)).toMatchObject({ calls: 0, score: 1 })
})
