import { describe, expect, test } from '@jest/globals'
import { readGrade } from '../../../../src/evaluation/judging/read-grade.ts'

const reply = (fields: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({ why: 'It says 27 days, as the reference does.', verdict: 'correct', complete: true, ...fields })

describe('the reply of a judge', () => {
  test('is a grade, whether it is complete, and why', () => {
    expect(readGrade(` ${reply({ verdict: 'partly', complete: false })}\n`)).toEqual({
      grade: 'partly',
      isComplete: false,
      why: 'It says 27 days, as the reference does.',
    })
  })

  test('may stand in a block of code, and be in Chinese', () => {
    const why = '天数与标准答案一致。'
    expect(readGrade(`\`\`\`json\n${reply({ why })}\n\`\`\``)).toEqual({ grade: 'correct', isComplete: true, why })
  })

  test.each([
    ['nothing', '', 'the reply is empty'],
    ['prose', 'The answer is correct.', 'the reply is not JSON'],
    ['JSON behind prose', `Here is my verdict: ${reply()}`, 'the reply is not JSON'],
    ['JSON that breaks off', reply().slice(0, -4), 'the reply is not JSON'],
    ['two objects', `${reply()}\n${reply({ verdict: 'wrong' })}`, 'the reply is not JSON'],
    ['a grade that there is not', reply({ verdict: 'excellent' }), /^verdict: /],
    ['no grade', reply({ verdict: undefined }), /^verdict: /],
    ['a word for true', reply({ complete: 'yes' }), /^complete: /],
    ['no reason', reply({ why: ' ' }), /^why: /],
    ['more than was asked', reply({ score: 9 }), /score/],
    ['a list', `[${reply()}]`, /object/],
    ['null', 'null', /object/],
  ])('that is %s cannot be read', (_, text, problem) => {
    expect(readGrade(text)).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem))
  })
})
