import { describe, expect, test } from '@jest/globals'
import { createJiebaAnalyzer } from '../../../../src/adapters/language/jieba-analyzer.ts'
import { rewriteByRule } from '../../../../src/answering/follow-up/rewrite-by-rule.ts'
import type { Turn } from '../../../../src/ports/conversation-store.ts'

const analyzer = createJiebaAnalyzer()

const turn = (standaloneQuestion: string, answer = '…'): Turn => ({
  answerId: '1',
  question: standaloneQuestion,
  standaloneQuestion,
  answer,
  at: 0,
})

const leave = 'How many days of annual leave do I get in France?'
const hotel = 'What is the limit for hotels in London?'
const battery = 'How long does the battery of the TL-310 last?'

describe('a follow-up is searched as a question of its own', () => {
  test.each([
    // A place, a group, a time or a product takes the place of its like.
    [leave, 'And in Germany?', 'How many days of annual leave do I get in Germany?'],
    [leave, 'What about Munich?', 'How many days of annual leave do I get in Munich?'],
    [leave, 'Is it the same in the UK?', 'How many days of annual leave do I get in the UK?'],
    [leave, 'Germany?', 'How many days of annual leave do I get in Germany?'],
    ['How many days of leave do I get?', 'And in Germany?', 'How many days of leave do I get in Germany?'],
    ['How many days of leave do I get?', 'And for interns?', 'How many days of leave do interns get?'],
    ['What did we budget for travel in 2025?', 'and 2026?', 'What did we budget for travel in 2026?'],
    ['How long is the warranty on an AB-1234/5?', 'And the QL-2080?', 'How long is the warranty on an QL-2080?'],
    [
      'Which Halden Link version do I need for the TL-310?',
      'and a QL-2080?',
      'Which Halden Link version do I need for the QL-2080?',
    ],
    ['How long is the warranty?', 'yes, B1', 'How long is the warranty for B1?'],
    ['Which version of the TL-310 is waterproof?', 'TL-320', 'Which version of the TL-320 is waterproof?'],
    // A thing takes the place of a thing that ends alike, or stands behind the same word.
    [leave, 'What about sick leave?', 'How many days of sick leave do I get in France?'],
    [hotel, 'and for flights?', 'What is the limit for flights in London?'],
    [hotel, 'and for breakfast in Paris?', 'What is the limit for breakfast in Paris in London?'],
    // A pronoun becomes what was talked about.
    [leave, 'Can I carry them over?', 'Can I carry annual leave over?'],
    ['How do I apply for unpaid leave?', 'Who approves it?', 'Who approves unpaid leave?'],
    [battery, 'How much does it cost?', 'How much does the TL-310 cost?'],
    [battery, 'What is its price?', "What is the TL-310's price?"],
    [hotel, 'What does a taxi cost there?', 'What does a taxi cost in London?'],
    // Where no rule fits for sure, nothing of either question is lost.
    [leave, 'Why?', `${leave} Why?`],
    [leave, 'Since when?', `${leave} Since when?`],
    [leave, 'Who approves?', `${leave} Who approves?`],
    [leave, 'and how do I apply?', `${leave} and how do I apply?`],
    [leave, 'Does he know?', `${leave} Does he know?`],
    [leave, 'What about parking?', `${leave} What about parking?`],
    [leave, 'yes', leave],
    // Chinese.
    ['年假有多少天？', '那病假呢？', '病假有多少天？'],
    ['苏州员工年假有多少天？', '那慕尼黑呢？', '慕尼黑员工年假有多少天？'],
    ['年假有多少天？', '在德国呢？', '德国年假有多少天？'],
    ['我有多少天年假？', '实习生呢？', '实习生有多少天年假？'],
    ['去上海出差住酒店一晚最多能报多少？', '换成北京呢？', '去北京出差住酒店一晚最多能报多少？'],
    ['去年的调薪预算是多少？', '今年呢？', '今年的调薪预算是多少？'],
    ['QL-2080的保修期多长？', '那TL-310呢？', 'TL-310的保修期多长？'],
    ['年假有多少天？', '它可以结转吗？', '年假可以结转吗？'],
    ['怎么申请远程办公？', '这个需要谁批准？', '远程办公需要谁批准？'],
    ['去上海出差住酒店一晚最多能报多少？', '那边餐补是多少？', '上海餐补是多少？'],
    ['年假有多少天？', '为什么？', '年假有多少天？ 为什么？'],
    ['年假有多少天？', '谁审批？', '年假有多少天？ 谁审批？'],
    ['年假有多少天？', '是的，B1', 'B1年假有多少天？'],
    ['年假有多少天？', '那停车呢？', '年假有多少天？ 那停车呢？'],
    // From one language to the other.
    ['苏州员工年假有多少天？', 'And in Munich?', '慕尼黑员工年假有多少天？'],
    [leave, '那德国呢？', 'How many days of annual leave do I get in Germany?'],
    [leave, '那病假呢？', `${leave} 那病假呢？`],
  ])('after "%s", "%s"', (before, question, expected) => {
    expect(rewriteByRule(question, [turn(before)], analyzer)).toMatchObject({
      question: expected,
      relation: 'follow-up',
    })
  })

  test.each([
    [leave, '用中文回答', 'zh'],
    ['年假有多少天？', 'In English, please', 'en'],
  ])('after "%s", "%s" asks the same again, to be answered in another language', (before, question, language) => {
    expect(rewriteByRule(question, [turn(before)], analyzer)).toMatchObject({
      question: before,
      language,
      relation: 'follow-up',
    })
  })

  test('and answered in the language of the talk when it has no words of any', () => {
    expect(rewriteByRule('B1?', [turn('年假有多少天？')], analyzer).language).toBe('zh')
    expect(rewriteByRule('And in Munich?', [turn('年假有多少天？')], analyzer).language).toBe('en')
  })

  test('and one follow-up leads to the next', () => {
    const first = rewriteByRule('And in Germany?', [turn(leave)], analyzer).question
    const second = rewriteByRule('What about sick leave?', [turn(leave), turn(first)], analyzer).question
    expect(second).toBe('How many days of sick leave do I get in Germany?')
  })
})

describe('a question that stands on its own stays as it is', () => {
  test.each([
    'What is the hotel limit in London?',
    'Is there a gym?',
    'Are there vegetarian dishes in the canteen?',
    'Is it allowed to bring dogs to the office?',
    'How long does it take to get a new laptop?',
    'If my laptop is stolen, whom do I tell about it?',
    'And what does the canteen in Munich charge for lunch?',
    'Who must sign a contract before it is sent to a supplier?',
    'Where is parking?',
    'How often are torque wrenches checked this year?',
    'Do employees have to pay for their own training?',
    'Can managers see their salary?',
    'Thanks!',
    'Visitor registration',
    '伦敦的酒店费用标准是多少？',
    '这个月的调薪预算是多少？',
    '供应商来邮件说换收款账号了，该怎么核实？',
    '笔记本第二次摔坏了我自己要出多少钱？',
    '那些已经离职的员工的个人资料要在系统里保存几年？',
    '公司年会今年在哪个酒店办？',
    '访客怎么登记？',
    '谢谢',
  ])('%s', (question) => {
    const rewritten = rewriteByRule(question, [turn('How many days of leave do I get?')], analyzer)
    expect(rewritten.question).toBe(question)
    expect(rewritten.relation).not.toBe('follow-up')
  })

  test('and so does the first question of a conversation', () => {
    expect(rewriteByRule('And in Germany?', [], analyzer)).toMatchObject({
      question: 'And in Germany?',
      relation: 'first',
    })
  })

  test('and changes the subject when it shares no word with the talk', () => {
    const talk = [turn('How many days of annual leave do I get?', 'You get 27 days of annual leave [1].')]
    expect(rewriteByRule('What is the hotel limit in London?', talk, analyzer).relation).toBe('new-topic')
    expect(rewriteByRule('Who approves annual leave of interns?', talk, analyzer).relation).toBe('same-topic')
    expect(
      rewriteByRule('伦敦的酒店费用标准是多少？', [turn('年假有多少天？', '年假为15天[1]。')], analyzer).relation,
    ).toBe('new-topic')
  })
})
