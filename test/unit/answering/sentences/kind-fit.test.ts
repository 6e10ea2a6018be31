import { describe, expect, test } from '@jest/globals'
import { createKindFit } from '../../../../src/answering/sentences/kind-fit.ts'

/** Of two sentences: which one fits better. */
function fits(question: string, ...sentences: readonly string[]): readonly number[] {
  return sentences.map(createKindFit(question))
}

describe('how well a sentence holds what a question asks for', () => {
  test.each([
    ['How many days of leave do I get?', 'You get 27 days.'],
    ['How many days of leave do I get?', 'You get six weeks.'],
    ['员工每年有多少天假？', '员工每年休假5天。'],
    ['How long is the warranty?', 'The warranty is 24 months.'],
    ['保修期多久？', '保修期为24个月。'],
    ['How much does a calibration cost?', 'A calibration costs £210.'],
    ['补贴多少钱？', '每天补贴120元。'],
    ['What share does the company pay?', 'The company pays 11 %.'],
    ['缴存比例是多少？', '公司缴存12%。'],
    ['How many nations border the river?', 'It runs through nine neighbouring nations.'],
    ['有多少员工？', '苏州有320名员工。'],
    ['How far is the plant?', 'The plant is 3 km from the station.'],
    ['When is salary paid?', 'It is paid on 25 June.'],
    ['When was the company founded?', 'It was founded in 1964.'],
    ['工资什么时候发？', '工资于7月10日发放。'],
    ['Who approves it?', 'Ask the head of department.'],
    ['谁审批？', '由部门负责人审批。'],
  ])('%s – %s', (question, sentence) => {
    expect(fits(question, sentence)).toEqual([1])
  })

  test.each([
    ['How many days of leave do I get?', 'The rule holds from 1 July 2025 for everyone.'],
    ['员工每年有多少天年假？', '本办法自2025年7月1日起适用于全体员工。'],
    ['How long is the warranty?', 'It was founded in 1964.'],
    ['How much does a calibration cost?', 'A calibration takes five days.'],
    ['补贴多少钱？', '申请须在30天内提交。'],
    ['What share does the company pay?', 'It is paid on the last working day.'],
    ['When is salary paid?', 'Salary is paid by bank transfer.'],
  ])('nothing of the kind: %s – %s', (question, sentence) => {
    expect(fits(question, sentence)).toEqual([0])
  })

  test('a number without a unit, or a length of time instead of a date, is only near it', () => {
    expect(fits('How many days of leave do I get?', 'The allowance rose to 27.')).toEqual([0.5])
    expect(fits('When must I hand in the claim?', 'Within 30 days of the trip.')).toEqual([0.5])
  })

  test('what the question says itself answers nothing', () => {
    expect(fits('I have worked here for 10 years: how long is my leave?', 'After 10 years the rule changes.')).toEqual([
      0,
    ])
    expect(fits('What happens on 24 December, and when do we close?', 'On 24 December all work.')).toEqual([0])
  })

  test('every sentence fits a question that does not say what it asks for', () => {
    expect(fits('What is the rule?', 'Nobody knows.')).toEqual([1])
    expect(fits('规定是什么？', '无人知晓。')).toEqual([1])
  })
})
