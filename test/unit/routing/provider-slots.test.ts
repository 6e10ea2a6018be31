import { expect, test } from '@jest/globals'
import { createProviderSlots } from '../../../src/routing/provider-slots.ts'
import { providerOf } from '../../support/providers.ts'

const gpu = providerOf('on-prem', { name: 'gpu', concurrency: { calls: 2, waiting: 2, waitMs: 60_000 } })
const wanted = new AbortController().signal

async function full() {
  const slots = createProviderSlots()
  const taken = [await slots.take(gpu, wanted), await slots.take(gpu, wanted)]
  const order: string[] = []
  const waiting = ['first', 'second'].map((who) => slots.take(gpu, wanted).then((slot) => (order.push(who), slot)))
  return { slots, taken, waiting, order }
}

test('as many calls as a provider takes go at once, and the others wait in order', async () => {
  const { taken, waiting, order } = await full()
  expect(order).toEqual([])
  taken[0]?.release()
  const slot = await waiting[0]
  slot?.release()
  await waiting[1]
  expect(order).toEqual(['first', 'second'])
})

test('when too many wait, nobody else does', async () => {
  const { slots } = await full()
  expect(slots.isFull(gpu)).toBe(true)
  expect(await slots.take(gpu, wanted)).toBeUndefined()
})

test('who waited too long, or left, gets no place and takes nobody else’s', async () => {
  const slots = createProviderSlots()
  const hasty = { ...gpu, concurrency: { calls: 1, waiting: 2, waitMs: 5 } }
  const leaving = new AbortController()
  const taken = await slots.take(hasty, wanted)
  const left = slots.take({ ...hasty, concurrency: { ...hasty.concurrency, waitMs: 60_000 } }, leaving.signal)
  expect(await slots.take(hasty, wanted)).toBeUndefined()
  leaving.abort()
  expect(await left).toBeUndefined()
  taken?.release()
  taken?.release()
  expect(await slots.take(hasty, wanted)).toBeDefined()
  expect(await slots.take(hasty, wanted)).toBeUndefined()
})

test('a provider without a limit never makes anybody wait', async () => {
  const slots = createProviderSlots()
  const cloud = providerOf('cloud')
  for (let call = 0; call < 1000; call += 1) expect(await slots.take(cloud, wanted)).toBeDefined()
  expect(slots.isFull(cloud)).toBe(false)
})
