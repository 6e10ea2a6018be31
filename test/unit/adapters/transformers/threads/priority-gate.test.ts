import { expect, test } from '@jest/globals'
import { PriorityGate } from '../../../../../src/adapters/transformers/threads/priority-gate.ts'

test('lets one at a time through, urgent ones ahead of those that wait', async () => {
  const gate = new PriorityGate()
  const order: string[] = []
  let inside = 0
  const enter = (name: string, urgent: boolean) =>
    gate.run(urgent, async () => {
      expect(++inside).toBe(1)
      await Promise.resolve()
      order.push(name)
      inside--
    })
  await Promise.all([enter('first', false), enter('patient', false), enter('urgent', true), enter('last', false)])

  expect(order).toEqual(['first', 'urgent', 'patient', 'last'])
})

test('work that fails lets the next through', async () => {
  const gate = new PriorityGate()
  const failing = gate.run(false, () => {
    throw new Error('no')
  })

  await expect(failing).rejects.toThrow('no')
  expect(await gate.run(false, () => 'next')).toBe('next')
})

test('other work of the program gets its turn in between', async () => {
  const gate = new PriorityGate()
  const order: string[] = []
  setImmediate(() => order.push('other'))
  await gate.run(false, () => order.push('one'))
  await gate.run(false, () => order.push('two'))

  expect(order).toEqual(['one', 'other', 'two'])
})
