import { expect, test } from '@jest/globals'
import { createTextMemory } from '../../../../src/domain/text/text-memory.ts'

/** Counts what is made. */
function counted() {
  const made: string[] = []
  return {
    made,
    make: (text: string) => {
      made.push(text)
      return text.toUpperCase()
    },
  }
}

test('what was made of a text is made once', () => {
  const { made, make } = counted()
  const memory = createTextMemory<string>(100)

  expect([memory('leave', make), memory('leave', make), memory('请假', make)]).toEqual(['LEAVE', 'LEAVE', '请假'])
  expect(made).toEqual(['leave', '请假'])
})

test('the text unused for longest makes room', () => {
  const { made, make } = counted()
  const memory = createTextMemory<string>(10)
  for (const text of ['aaaa', 'bbbb', 'aaaa', 'cccc']) memory(text, make)

  memory('aaaa', make)
  memory('bbbb', make)

  expect(made).toEqual(['aaaa', 'bbbb', 'cccc', 'bbbb'])
})

test('a whole document is not kept', () => {
  const { made, make } = counted()
  const memory = createTextMemory<string>(1_000_000)
  const document = 'x'.repeat(50_000)

  memory(document, make)
  memory(document, make)

  expect(made).toHaveLength(2)
})
