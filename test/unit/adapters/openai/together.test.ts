import { expect, test } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { together } from '../../../../src/adapters/openai/together.ts'

const never = new AbortController().signal

test('all results come in the order of the items', async () => {
  expect(await together([30, 1, 15], never, async (ms) => (await wait(ms), ms))).toEqual([30, 1, 15])
})

test('where one fails, the others are given up and have ended when the failure is told', async () => {
  const ended: string[] = []
  const work = async (item: string, signal: AbortSignal) => {
    if (item === 'bad') throw new Error('broken')
    await wait(60_000, undefined, { signal }).catch(() => wait(5))
    ended.push(item)
    throw new Error('given up')
  }

  await expect(together(['a', 'bad', 'b'], never, work)).rejects.toThrow('broken')
  expect(ended).toEqual(['a', 'b'])
})
