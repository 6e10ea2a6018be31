import { expect, test } from '@jest/globals'
import { rewrite } from '../../../src/answering/rewrite.ts'
import type { Turn } from '../../../src/ports/conversation-store.ts'

const turn = (standaloneQuestion: string): Turn => ({
  answerId: '1',
  question: standaloneQuestion,
  standaloneQuestion,
  answer: '…',
  at: 0,
})

test.each([
  ['How many days of leave do I get?', 'And in Germany?', 'How many days of leave do I get? And in Germany?'],
  [
    'How many days of leave do I get?',
    'Can I carry them over?',
    'How many days of leave do I get? Can I carry them over?',
  ],
  ['年假有多少天？', '那病假呢？', '年假有多少天？ 那病假呢？'],
])('a follow-up to "%s", "%s", is searched with the question before it', (before, question, expected) => {
  expect(rewrite(question, [turn(before)])).toBe(expected)
})

test.each(['What is the hotel limit in London?', '伦敦的酒店费用标准是多少？'])(
  'a question that stands on its own stays as it is: %s',
  (question) => {
    expect(rewrite(question, [turn('How many days of leave do I get?')])).toBe(question)
  },
)

test('the first question of a conversation stays as it is', () => {
  expect(rewrite('And in Germany?', [])).toBe('And in Germany?')
})
