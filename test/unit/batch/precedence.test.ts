import { expect, test } from '@jest/globals'
import type { Ask } from '../../../src/answering/ask-request.ts'
import type { Answer } from '../../../src/domain/answers/answer.ts'
import { administrator } from '../../../src/access/sign-in.ts'
import { createPrecedence } from '../../../src/batch/precedence.ts'

const signal = new AbortController().signal

/** A question that is answered, or fails, when its test says so. */
function heldQuestion() {
  const settle: { answer?: () => void; fail?: () => void } = {}
  const ask: Ask = () =>
    new Promise((resolve, reject) => {
      settle.answer = () => resolve({} as Answer)
      settle.fail = () => reject(new Error('It failed.'))
    })
  return { ask, settle }
}

async function isQuiet(quiet: Promise<void>): Promise<boolean> {
  const soon = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 20))
  return Promise.race([quiet.then(() => true), soon])
}

for (const ending of ['answer', 'fail'] as const) {
  test(`a batch waits for the question of a person until its ${ending === 'answer' ? 'answer' : 'failure'}`, async () => {
    const precedence = createPrecedence()
    const { ask, settle } = heldQuestion()
    const asked = precedence.first(ask)({ question: 'Who?' }, administrator, () => undefined, signal)
    const quiet = precedence.quiet(signal)

    expect(await isQuiet(quiet)).toBe(false)
    settle[ending]?.()
    await asked.catch(() => undefined)
    expect(await isQuiet(quiet)).toBe(true)
  })
}

test('a batch goes on where a service is never quiet', async () => {
  const precedence = createPrecedence(1)
  void precedence.first(heldQuestion().ask)({ question: 'Who?' }, administrator, () => undefined, signal)

  await expect(precedence.quiet(signal)).resolves.toBeUndefined()
})

test('a batch that waits can be stopped', async () => {
  const precedence = createPrecedence()
  void precedence.first(heldQuestion().ask)({ question: 'Who?' }, administrator, () => undefined, signal)
  const stopping = new AbortController()
  const quiet = precedence.quiet(stopping.signal)
  stopping.abort(new Error('Stopped.'))

  await expect(quiet).rejects.toThrow('Stopped.')
})
