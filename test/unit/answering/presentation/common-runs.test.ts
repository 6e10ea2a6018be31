import { describe, expect, test } from '@jest/globals'
import { longRuns } from '../../../../src/answering/presentation/common-runs.ts'

const rule =
  'Travel to customers is booked by the office in Basel at least ten days ahead, and paid with the company card.'
const chineseRule = '出差须至少提前十天由巴塞尔办公室统一预订，并使用公司信用卡支付全部交通和住宿费用。'

const shared = (text: string, other: string, allowed: readonly string[] = []) =>
  longRuns(text, other, allowed).map(({ inText, inOther }) => [
    text.slice(inText.start, inText.end),
    other.slice(inOther.start, inOther.end),
  ])

describe('words that two texts share', () => {
  test('are a long run from twelve words or 25 Chinese characters on', () => {
    const twelve = 'booked by the office in Basel at least ten days ahead, and'
    expect(shared(`Trips are ${twelve}.`, rule)).toEqual([[twelve, twelve]])
    expect(shared('Booked by the office in Basel at least ten days ahead.', rule)).toEqual([])

    const many = '须至少提前十天由巴塞尔办公室统一预订，并使用公司信用卡'
    expect(shared(`所以${many}。`, chineseRule)).toEqual([[many, many]])
    expect(shared('所以须至少提前十天由巴塞尔办公室统一预订。', chineseRule)).toEqual([])
  })

  test('are the same whatever their case, punctuation and markup', () => {
    const text = '**Travel to customers** is\nBooked by the Office in Basel, at least "ten" days ahead!'
    expect(shared(text, rule)).toEqual([
      [text.slice(2, -1), 'Travel to customers is booked by the office in Basel at least ten days ahead'],
    ])
  })

  test('do not count where they may be repeated, unless what is left of them is long still', () => {
    expect(shared(rule, rule, [`As the handbook says: ${rule}`])).toEqual([])
    expect(shared(rule, rule, ['at least ten days ahead, and paid with the company card'])).toEqual([])
    expect(shared(rule, rule, ['and paid with the company card'])).toEqual([
      [rule.slice(0, rule.indexOf(', and')), rule.slice(0, rule.indexOf(', and'))],
    ])
  })

  test('are found in texts of answer and passage size without a noticeable wait', () => {
    const long = Array.from({ length: 3000 }, (_, index) => `word${(index * 7919) % 1009}`).join(' ')
    expect(longRuns(long, `${long.slice(2000, 8000)} ${rule}`).length).toBeGreaterThan(0)
  })
})
