import { expect, test } from '@jest/globals'
import { RequestSlots } from '../../../../src/adapters/openai/request-slots.ts'

const wanted = new AbortController().signal

/** Work that ends when it is told to. */
function work() {
  let finish = (): void => {}
  const done = new Promise<void>((resolve) => (finish = resolve))
  return { done, finish }
}

test('runs no more at a time than there are slots', async () => {
  const slots = new RequestSlots(2)
  let running = 0
  let most = 0
  const jobs = Array.from({ length: 10 }, () =>
    slots.run('document', wanted, async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
    }),
  )
  await Promise.all(jobs)

  expect(most).toBe(2)
})

test('lets a query that came later go ahead of documents that wait', async () => {
  const slots = new RequestSlots(1)
  const first = work()
  const order: string[] = []
  const jobs = [
    slots.run('document', wanted, () => first.done),
    slots.run('document', wanted, async () => void order.push('document')),
    slots.run('query', wanted, async () => void order.push('query')),
  ]
  first.finish()
  await Promise.all(jobs)

  expect(order).toEqual(['query', 'document'])
})

test('a caller who leaves while waiting frees the place', async () => {
  const slots = new RequestSlots(1)
  const first = work()
  const leaving = new AbortController()
  const running = slots.run('query', wanted, () => first.done)
  const waiting = slots.run('query', leaving.signal, async () => {})
  leaving.abort()

  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  first.finish()
  await running
  expect(await slots.run('query', wanted, async () => 'next')).toBe('next')
})

test('work that fails gives its slot back', async () => {
  const slots = new RequestSlots(1)
  await expect(slots.run('query', wanted, () => Promise.reject(new Error('no')))).rejects.toThrow('no')

  expect(await slots.run('query', wanted, async () => 'next')).toBe('next')
})
