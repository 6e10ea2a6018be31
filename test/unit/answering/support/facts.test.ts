import { describe, expect, test } from '@jest/globals'
import { factsOf, knownFrom, missingFacts } from '../../../../src/answering/support/facts-in.ts'

const missing = (claim: string, evidence: string) => missingFacts(factsOf(claim), knownFrom(evidence))

describe('the same fact in another notation is there', () => {
  test.each([
    ['1,000 kg', '1 000 kg'],
    ['１０００ kg', 'a load of 1,000 kg'],
    ['单价超过30万元', '单价超过300,000元'],
    ['一千二百元', '1,200元'],
    ['€1.2 million', 'EUR 1,200,000'],
    ['£15k is the limit', 'up to £15,000'],
    ['twenty-seven days', '27 days'],
    ['2 weeks', 'fourteen days'],
    ['18 months', 'one and a half years'],
    ['within 24 hours', 'within one day'],
    ['三天', '3 days'],
    ['4.5小时', 'four and a half hours'],
    ['百分之五', '5 %'],
    ['5 percent', '5％'],
    ['120 yuan', '每月120元'],
    ['from the eighth day', 'on the 8th day'],
    ['on 1 March 2026', '2026-03-01'],
    ['on March 1, 2026', '自2026年3月1日起'],
    ['2026年3月1日', '01.03.2026'],
    ['in March 2026', 'on 1 March 2026'],
    ['on June 30th', 'until 30 June'],
    ['12月24日和31日', '24 and 31 December'],
    ['on 1 March 2026', '2026 edition: valid from 1 March'],
    ['AB1234/5', 'the AB-1234/5'],
    ['version 4.1.3', 'Upgrade to 4.1.3 first'],
    ['opens at 6:15', 'opens at 06:15'],
    ['He works for Halden Link', 'the Halden Link gateway'],
    ['伦敦的标准', 'the limit in London'],
    ['the limit in London', '伦敦的标准'],
    ['见《年假管理办法》', '年假管理办法'],
  ])('%s in "%s"', (claim, evidence) => {
    expect(missing(claim, evidence)).toEqual([])
  })
})

describe('another fact is missing', () => {
  test.each([
    ['28 days', '27 days'],
    ['27 weeks', '27 days'],
    ['€185', '£185'],
    ['120美元', '120元'],
    ['5 %', '5 days'],
    ['30 days of leave', 'until 30 June'],
    ['一千五百元', '1,200元'],
    ['on 1 April 2026', '2026-03-01'],
    ['in 2027, on 1 March 2027', '1 March 2026'],
    ['6月30日', '9月30日'],
    ['AB-1234/6', 'AB-1234/5'],
    ['version 4.1.4', 'version 4.1.3'],
    ['the limit in Manchester', 'the limit in London'],
    ['曼彻斯特的标准', 'the limit in London'],
    ['signed by Martin Becker', 'signed by Ingrid Halvorsen'],
    ['须由法务部确认', '须由财务部确认'],
    ['The CEO approves', 'The CFO approves'],
  ])('%s in "%s"', (claim, evidence) => {
    expect(missing(claim, evidence)).not.toEqual([])
  })
})

test('words that only look like numbers claim nothing', () => {
  for (const claim of [
    'One of the managers decides.',
    '一般由直属上级统一处理，万一出错再说。',
    '第一次申请',
    'First, write a letter.',
  ]) {
    expect(factsOf(claim).quantities).toEqual([])
  }
})
