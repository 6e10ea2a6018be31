import { expect, test } from '@jest/globals'
import { LorekeepError } from '../../../../src/domain/errors.ts'
import { retryPause } from '../../../../src/domain/time/retry-pause.ts'

const patience = { attempts: 3, firstPauseMs: 400, longestWaitMs: 5000 }
const down = new LorekeepError('model-unavailable', 'down')
const busy = (retryAfterMs: number) => new LorekeepError('rate-limited', 'busy', { retryAfterMs })

test('pauses are random and grow from attempt to attempt', () => {
  expect([1, 2].map((attempt) => retryPause(down, attempt, patience, () => 1))).toEqual([400, 800])
  expect(retryPause(down, 1, patience, () => 0.25)).toBe(100)
})

test('nothing is tried again when it was tried often enough, or when its error says that this helps nothing', () => {
  expect(retryPause(down, 3, patience)).toBeUndefined()
  expect(retryPause(new LorekeepError('model-rejected', 'no'), 1, patience)).toBeUndefined()
})

test('who asks for patience is given as much as there is, and is not asked again where that is too little', () => {
  expect(retryPause(busy(2000), 1, patience, () => 0.5)).toBe(2200)
  expect(retryPause(busy(6000), 1, patience, () => 0.5)).toBeUndefined()
})
