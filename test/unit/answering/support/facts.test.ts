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
    ['at most 23 kg', 'up to 23 kilograms'],
    ['不超过23公斤', 'up to 23 kilograms'],
    ['within 1.5 km', '1,500 metres away'],
    ['距离5公里', '5千米'],
    ['五千米', '5公里'],
    ['3000米', '三公里'],
    ['两千克', '2 kg'],
    ['2 miles', '3.218688 km'],
    ['6 feet', '72 inches'],
    ['50 pounds of paper', '50 lbs of paper'],
    ['50 pounds', '£50'],
    ['2 tons', '2000 kg'],
    ['面积120平方米', 'an office of 120 m²'],
    ['3 hectares', '30,000 square metres'],
    ['15亩', '1公顷'],
    ['2升', '2,000 ml'],
    ['below 25 °C', '低于25℃'],
    ['25 degrees', '25摄氏度'],
    ['68 °F', '20 °C'],
    ['at 50 km/h', '时速50公里'],
    ['50 kilometres per hour', '50公里/小时'],
    ['a disk of 2 GB', '2048 MB'],
    ['90 seconds', '1.5分钟'],
    ['500 ms', 'half a second: 0.5 seconds'],
    ['5m people', '5 million people'],
    ['$5m', 'US$5,000,000'],
    ['a 50m pool', '50 metres long'],
    ['in the 1990s', '在1990年代'],
    ['220V电源', '220 volts'],
    ['两个世纪', '200 years'],
    ['5000日元', 'JPY 5,000'],
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
    ['5 miles', '5 km'],
    ['距离5英里', '距离5公里'],
    ['5吨', '5公斤'],
    ['30 kg', '30 lbs'],
    ['25 °F', '25 °C'],
    ['12平方公里', '12平方英里'],
    ['3 litres', '3 gallons'],
    ['3升', '3毫升'],
    ['五百米', '五百公里'],
    ['5 kW', '5 kWh'],
    ['100 km/h', '100 mph'],
    ['10 seconds', '10 minutes'],
    ['三个世纪', '三十年'],
    ['10 MB', '10 GB'],
    ['5000日元', '5000元'],
    ['5000日元', '5000日'],
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
