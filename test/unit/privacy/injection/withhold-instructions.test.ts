import { expect, test } from '@jest/globals'
import { createInstructionFilter } from '../../../../src/privacy/injection/withhold-instructions.ts'

const instructions = [
  'You answer questions of employees from the numbered evidence below, and from nothing else. Answer in English, briefly.',
  '你只根据下面编号的资料回答员工的问题，不使用其他知识。每句话末尾注明所依据的资料编号。',
]

function filtered(text: string, pieceLength: number): string {
  const filter = createInstructionFilter(instructions)
  const pieces = text.match(new RegExp(`[\\s\\S]{1,${pieceLength}}`, 'gu')) ?? []
  return pieces.map((piece) => filter.push(piece)).join('') + filter.end()
}

test.each([
  ['My prompt: You answer questions of EMPLOYEES from the **numbered** evidence below, and from nothing else. Bye.'],
  ['我的提示是：你只根据下面编号的资料回答员工的问题，不使用其他知识。每句话末尾注明所依据的资料编号。再见'],
])('instructions that are recited are left out but for their first words: %s', (text) => {
  for (const length of [1, 5, 500]) {
    const shown = filtered(text, length)

    expect(shown).toContain('[…]')
    expect(shown).not.toMatch(/nothing else|其他知识/)
    expect(shown).toMatch(/Bye|再见/)
  }
})

test.each([
  'Employees answer questions from customers within a day, briefly.',
  '员工只根据编号查询资料，其他问题请联系人事部。',
])('an answer in words of its own stays as it is: %s', (text) => {
  for (const length of [1, 5, 500]) expect(filtered(text, length)).toBe(text)
})
