import { describe, expect, test } from '@jest/globals'
import { cutReply } from '../../../../src/answering/together/cut-reply.ts'

describe('a reply to several questions', () => {
  test.each([
    ['as it was asked for', '## Q1\n27 days [1].\n\n## Q2\nNOT_FOUND\n'],
    ['with other headings', '# Q1\n27 days [1].\n### **Q2**:\nNOT_FOUND'],
    ['with labels in bold', '**Q1:** 27 days [1].\n\n**Q2:** NOT_FOUND'],
    ['with plain labels', 'Q1: 27 days [1].\nQ2：NOT_FOUND'],
    ['with the question once more', '## Q1 How many days?\n27 days [1].\n## Q2 Who pays?\nNOT_FOUND'],
    ['with the answer in the line of its mark', '## Q1: 27 days [1].\n## Q2: NOT_FOUND'],
  ])('is cut apart %s', (_, reply) => {
    expect(cutReply(reply, 2)).toEqual(
      new Map([
        [1, '27 days [1].'],
        [2, 'NOT_FOUND'],
      ]),
    )
  })

  test('may leave out a question, or say nothing of it', () => {
    expect(cutReply('## Q1\n是 [1]。\n## Q2\n\n## Q3\n\n\n', 4)).toEqual(new Map([[1, '是 [1]。']]))
  })

  test('keeps what an answer has in several lines', () => {
    expect(cutReply('## Q1\nTwo ways:\n\n- by post [1]\n- in person [2]', 1)?.get(1)).toBe(
      'Two ways:\n\n- by post [1]\n- in person [2]',
    )
  })

  test.each([
    ['has no marks', 'You get 27 days [1].'],
    ['begins with words', 'Here are the answers:\n## Q1\n27 days [1].'],
    ['answers out of order', '## Q2\nYes [1].\n## Q1\nNo [2].'],
    ['answers twice', '## Q1\nYes [1].\n## Q1\nNo [2].'],
    ['answers what nobody asked', '## Q1\nYes [1].\n## Q3\nNo [2].'],
    ['is empty', ''],
  ])('that %s cannot be cut apart', (_, reply) => {
    expect(cutReply(reply, 2)).toBeUndefined()
  })
})
