import { describe, expect, test } from '@jest/globals'
import { createSingleFlight } from '../../../../src/answering/cache/single-flight.ts'

const signal = new AbortController().signal
const soon = () => new Promise((resolve) => setTimeout(resolve, 1))

describe('of those who ask the same at the same time', () => {
  test('the first goes on, and the others wait until it has answered', async () => {
    const begin = createSingleFlight()
    const [first, second] = [begin(), begin()]
    expect(await first.waitFor('q', signal)).toBe(false)
    const order: string[] = []
    const waiting = second.waitFor('q', signal).then((answered) => order.push(`second: ${answered}`))
    await soon()
    order.push('first has answered')
    first.end('answered')
    await waiting

    expect(order).toEqual(['first has answered', 'second: true'])
  })

  test('the next takes its place where the first failed, and the others wait for that one', async () => {
    const begin = createSingleFlight()
    const [first, second, third] = [begin(), begin(), begin()]
    await first.waitFor('q', signal)
    const next = second.waitFor('q', signal)
    const last = third.waitFor('q', signal)
    first.end('failed')
    expect(await next).toBe(false)
    second.end('answered')

    expect(await last).toBe(true)
  })

  test('whoever leaves does not wait, and holds nobody up', async () => {
    const begin = createSingleFlight()
    const first = begin()
    await first.waitFor('q', signal)
    const leaving = new AbortController()
    const gone = begin()
    const waiting = gone.waitFor('q', leaving.signal)
    leaving.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    gone.end('failed')
    const next = begin().waitFor('q', signal)
    first.end('answered')

    expect(await next).toBe(true)
  })

  test('another question waits for nobody', async () => {
    const begin = createSingleFlight()
    await begin().waitFor('q', signal)
    expect(await begin().waitFor('r', signal)).toBe(false)
  })
})
