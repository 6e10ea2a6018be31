import { describe, expect, test } from '@jest/globals'
import { createKindFit } from '../../../../src/answering/sentences/kind-fit.ts'
import { growthOf } from '../../../support/processor-time.ts'

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

  test.each([
    ['How many of the 12 employees took leave?', 'Of the staff, seven employees took leave.'],
    ['How many of our company’s employees work in Suzhou?', 'In Suzhou work 320 employees.'],
    ['How many full-time employees are there?', 'There are 45 full-time employees.'],
    ['How many employees joined?', 'It hired 1500 employees.'],
    ['How many employees joined?', 'It hired 2,000 new employees.'],
    ['How many guests came?', 'It was attended by 2000 guests.'],
    ['How many countries take part?', 'One country takes part.'],
    ['How many are there in Munich?', 'Munich has 14.'],
    ['How many of them do we need?', 'We need 14.'],
    ['12名员工中有多少名请了假？', '有7名请了假。'],
    ['多少不同的国家参加？', '9国参加。'],
    ['员工中有多少是女性？', '其中女性7人。'],
  ])('what is counted is the noun: %s – %s', (question, sentence) => {
    expect(fits(question, sentence)).toEqual([1])
  })

  test.each([
    ['How many of the 12 employees took leave?', 'In 2019 the plan was changed.'],
    ['How many of the 12 employees took leave?', 'All 12 employees may take leave.'],
    ['How many employees joined?', 'In 2019 the employees moved.'],
    ['How many employees joined?', 'Since 2019 employees pay nothing.'],
    ['How many employees joined?', 'On 3 May employees moved.'],
    ['How many are there in Munich?', 'They are on leave in Munich.'],
    ['How many cars are there?', 'Since 2019 the cardboard is sorted.'],
    ['12名员工中有多少名请了假？', '全部12名员工可以请假。'],
    ['有多少员工？', '2019年员工搬迁。'],
  ])('no number of it: %s – %s', (question, sentence) => {
    expect(fits(question, sentence)).toEqual([0])
  })

  test('a number of something else, or of words that only begin alike, is only near it, as is a place in a row', () => {
    expect(fits('How many cars are there?', 'There are 12 cardboard boxes.', 'There are 12 cars.')).toEqual([0.5, 1])
    expect(fits('有多少名员工？', '第三名已经离职。', '共有三名。')).toEqual([0.5, 1])
  })

  test('every sentence fits a question that does not say what it asks for', () => {
    expect(fits('What is the rule?', 'Nobody knows.')).toEqual([1])
    expect(fits('规定是什么？', '无人知晓。')).toEqual([1])
  })
})

/** Texts that make careless patterns start over at every character. */
const hostile = [
  '-',
  ' ',
  ' -',
  'a',
  'a-',
  "a'",
  'a ',
  "'",
  '1',
  '1 ',
  '1,',
  '1.',
  '1-',
  '1 a ',
  '1 million ',
  'one ',
  'one-',
  'one-a-',
  '2019 ',
  '2019 the ',
  '2019-01-',
  '1 May ',
  'May 1, ',
  'first ',
  'A',
  'Anna ',
  'how much ',
  'how many ',
  'how many of the ',
  'how many 1 ',
  'when ',
  'when a ',
  'what is the ',
  '员',
  '一',
  '第一',
  '一个',
  '1一',
  '1名',
  '12月',
  '百分之',
  '多少',
  '几',
  '每',
]
const questions = [
  'How many employees are there?',
  'When does it begin?',
  'Who decides?',
  'How much does it cost?',
  '有多少名员工？',
  '什么时候开始？',
  '谁决定？',
]

describe('hostile text', () => {
  /** Work that grows with the square would be 64 times as much. */
  const enough = 30
  /** What was made of shorter texts is kept, and a second reading costs nothing. */
  const longerThanRemembered = 12_500
  const repeated = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length))

  test.each(hostile)('in a document costs in proportion to its length: %j again and again', async (unit) => {
    const fitOf = (length: number) =>
      questions.map((question) => createKindFit(question)(`Table 5 ${repeated(unit, length)} x`))

    expect(await growthOf(fitOf, { from: longerThanRemembered, times: 8, enough })).toBeLessThan(enough)
  })

  test.each(hostile)('in a question costs in proportion to its length: %j again and again', async (unit) => {
    const fitOf = (length: number) => createKindFit(repeated(unit, length))('Table 5 has 12 rows.')

    expect(await growthOf(fitOf, { from: longerThanRemembered, times: 8, enough })).toBeLessThan(enough)
  })
})
