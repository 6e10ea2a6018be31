import { beforeEach, describe, expect, test } from '@jest/globals'
import { gatherCalls } from '../../../../ingest/batching/gather-calls.ts'

describe('gathering calls', () => {
  let calls: (readonly string[])[]
  let answers: (() => void)[]

  beforeEach(() => {
    calls = []
    answers = []
  })

  /** Answers each item in capitals, when it is told to. */
  function slow(items: readonly string[]): Promise<readonly string[]> {
    calls.push(items)
    return new Promise((resolve) => answers.push(() => resolve(items.map((item) => item.toUpperCase()))))
  }

  async function answerAll(): Promise<void> {
    while (answers.length > 0) {
      answers.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  test('makes the first call at once and one of all that was asked for meanwhile', async () => {
    const ask = gatherCalls(slow, { callsAtOnce: 1, itemsPerCall: 10 })

    const asked = Promise.all([ask(['a']), ask(['b', 'c']), ask(['d'])])
    await answerAll()

    expect(await asked).toEqual([['A'], ['B', 'C'], ['D']])
    expect(calls).toEqual([['a'], ['b', 'c', 'd']])
  })

  test('has as many calls under way as it may', async () => {
    const ask = gatherCalls(slow, { callsAtOnce: 2, itemsPerCall: 10 })

    const asked = Promise.all([ask(['a']), ask(['b']), ask(['c'])])
    const begun = [...calls]
    await answerAll()
    await asked

    expect(begun).toEqual([['a'], ['b']])
    expect(calls).toEqual([['a'], ['b'], ['c']])
  })

  test('leaves what is too much for a call to the next one, and never parts what one asks for', async () => {
    const ask = gatherCalls(slow, { callsAtOnce: 1, itemsPerCall: 3 })

    const asked = Promise.all([ask(['a']), ask(['b', 'c']), ask(['d', 'e']), ask(['f', 'g', 'h', 'i'])])
    await answerAll()
    await asked

    expect(calls).toEqual([['a'], ['b', 'c'], ['d', 'e'], ['f', 'g', 'h', 'i']])
  })

  test('asks nothing for nobody', async () => {
    const ask = gatherCalls(slow, { callsAtOnce: 1, itemsPerCall: 3 })

    expect(await ask([])).toEqual([])
    expect(calls).toEqual([])
  })

  test('tells everybody in a call that it failed, and goes on with the others', async () => {
    const ask = gatherCalls(
      async (items: readonly string[]) => {
        if (items.includes('bad')) throw new Error('Refused.')
        return items
      },
      { callsAtOnce: 1, itemsPerCall: 2 },
    )

    const outcomes = await Promise.allSettled([ask(['a']), ask(['bad']), ask(['b']), ask(['c'])])

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
  })
})
