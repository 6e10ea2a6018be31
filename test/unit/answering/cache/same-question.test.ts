import { describe, expect, test } from '@jest/globals'
import { readQuestion } from '../../../../src/answering/cache/gate/read-question.ts'
import { differenceOf } from '../../../../src/answering/cache/gate/same-question.ts'
import { lookAlikes } from '../../../../bench/cache-parts/look-alikes.ts'

const difference = (one: string, other: string) => differenceOf(readQuestion(one), readQuestion(other))

describe('one answer does for two questions', () => {
  test.each([
    ['How many vacation days do I get?', 'How many days of vacation am I entitled to?'],
    ['What is the best way to request parental leave?', 'How do I request parental leave?'],
    ['In Germany, how many public holidays are there?', 'How many public holidays are there in Germany?'],
    ['Is travel by train allowed?', 'Am I allowed to travel by train?'],
    ['What changed in v2.1?', 'What changed in version 2.1?'],
    ['How long are three weeks’ notice?', 'How long is a notice of 3 weeks?'],
    ['What is the difference between leave and sickness?', 'What is the difference between sickness and leave?'],
    ['请问年假有几天？', '年假有多少天？'],
    ['怎么申请育儿假？', '如何申请育儿假？'],
  ])('%s · %s', (one, other) => {
    expect(difference(one, other)).toBeUndefined()
    expect(difference(other, one)).toBeUndefined()
  })
})

describe('two questions want different answers where', () => {
  test.each([
    ['a number differs', 'number', 'Can I take 3 weeks off?', 'Can I take 5 weeks off?'],
    ['a number differs', 'number', '可以请三天假吗？', '可以请五天假吗？'],
    ['a version differs', 'number', 'Is 10.4.1 supported?', 'Is 10.4.2 supported?'],
    ['a part number differs', 'number', 'PX-200 的保修期是多久？', 'PX-210 的保修期是多久？'],
    ['a rank differs', 'number', '第一阶段要交什么？', '第二阶段要交什么？'],
    ['a day differs', 'time', 'Is the office closed on 24 December?', 'Is the office closed on 31 December?'],
    ['one names a year', 'time', 'What is the travel budget?', 'What was the travel budget last year?'],
    ['a day of the week differs', 'time', '星期一谁值班？', '星期五谁值班？'],
    ['another thing is asked for', 'asked', 'Who approves travel?', 'When is travel approved?'],
    ['another thing is asked for', 'asked', '谁批准差旅？', '什么时候批准差旅？'],
    ['another thing is asked for', 'asked', 'How long is the trial period?', 'Why is there a trial period?'],
    ['one is negated', 'polarity', 'Which costs are covered?', 'Which costs are not covered?'],
    ['one is negated', 'polarity', '哪些费用可以报销？', '哪些费用不可以报销？'],
    ['a word is turned around', 'polarity', 'How do I turn on the alarm?', 'How do I turn off the alarm?'],
    ['a word is turned around', 'polarity', '怎么开启提醒？', '怎么关闭提醒？'],
    ['a name differs', 'name', 'Which team does Anna Keller lead?', 'Which team does Anna Köhler lead?'],
    ['a place differs', 'name', 'What is the hotel limit in Munich?', 'What is the hotel limit in Hamburg?'],
    ['a place differs', 'name', '去日本出差补贴多少？', '去韩国出差补贴多少？'],
    ['two have changed places', 'role', 'Can the tenant sue the landlord?', 'Can the landlord sue the tenant?'],
    ['two have changed places', 'role', '经理能否决员工的决定吗？', '员工能否决经理的决定吗？'],
    ['one word is what it is about', 'word', 'What is the sick leave policy?', 'What is the parental leave policy?'],
    ['one word is what it is about', 'word', '怎么申请会议室？', '怎么申请停车位？'],
  ])('%s (%s): %s · %s', (_, ground, one, other) => {
    expect(difference(one, other)).toBe(ground)
    expect(difference(other, one)).toBe(ground)
  })

  test.each(['en', 'zh'] as const)('they look alike (%s)', (language) => {
    const pairs = lookAlikes(language)
    expect(pairs.length).toBeGreaterThanOrEqual(500)
    expect(pairs.filter(({ one, other }) => difference(one, other) === undefined)).toEqual([])
  })
})
