import { expect, test } from '@jest/globals'
import { tryAgain } from '../../../../src/adapters/openai/try-again.ts'
import { LorekeepError } from '../../../../src/domain/errors.ts'

const patience = { attempts: 3, firstPauseMs: 1, longestWaitMs: 1e9 }
const wanted = new AbortController().signal

/** Fails so often, then gives the number of the attempt. */
function failing(times: number, error: () => Error) {
  let attempt = 0
  return async () => {
    attempt++
    if (attempt <= times) throw error()
    return attempt
  }
}

const passing = () => new LorekeepError('model-unavailable', 'down')

test('a failure that passes is overcome', async () => {
  expect(await tryAgain(patience, wanted, failing(2, passing))).toBe(3)
})

test('a failure that stays is given up after the last attempt', async () => {
  await expect(tryAgain(patience, wanted, failing(3, passing))).rejects.toMatchObject({ code: 'model-unavailable' })
})

test('a refusal and a bug are not tried again', async () => {
  const rejected = failing(1, () => new LorekeepError('model-rejected', 'no'))
  await expect(tryAgain(patience, wanted, rejected)).rejects.toMatchObject({ code: 'model-rejected' })
  await expect(
    tryAgain(
      patience,
      wanted,
      failing(1, () => new TypeError('bug')),
    ),
  ).rejects.toThrow('bug')
})

test('a caller who leaves during a pause waits no longer', async () => {
  const leaving = new AbortController()
  const endless = tryAgain({ attempts: 2, firstPauseMs: 1e9, longestWaitMs: 2e9 }, leaving.signal, failing(9, passing))
  setImmediate(() => leaving.abort())

  await expect(endless).rejects.toMatchObject({ code: 'model-unavailable' })
})
