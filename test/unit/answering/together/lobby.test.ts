import { expect, test } from '@jest/globals'
import { createLobby } from '../../../../src/answering/together/lobby.ts'
import { createSlots } from '../../../../src/answering/together/slots.ts'

test('those that wait are served together, once nobody else can come', async () => {
  const served: (readonly string[])[] = []
  const lobby = createLobby<string, string>(3, (items) => {
    served.push(items)
    return items.map(async (item) => item.toUpperCase())
  })
  const [first, second] = [lobby.arrive('a'), lobby.arrive('b')]
  expect(served).toEqual([])
  lobby.leave()

  expect(await Promise.all([first, second])).toEqual(['A', 'B'])
  expect(served).toEqual([['a', 'b']])
  expect(await lobby.arrive('late')).toBe('LATE')
})

test('no more work goes on at once than there are slots, and the others follow in turn', async () => {
  const slots = createSlots(2)
  const first = await slots.take()
  await slots.take()
  const order: string[] = []
  const third = slots.run(async () => void order.push('third'))
  const fourth = slots.run(async () => void order.push('fourth'))
  await new Promise((resolve) => setImmediate(resolve))
  expect(order).toEqual([])
  first.free()
  first.free()
  await Promise.all([third, fourth])

  expect(order).toEqual(['third', 'fourth'])
})
