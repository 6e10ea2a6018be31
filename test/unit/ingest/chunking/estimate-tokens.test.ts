import { expect, test } from '@jest/globals'
import { estimateTokens } from '../../../../ingest/chunking/estimate-tokens.ts'

test('about 900 English letters and about 330 Chinese characters are 200 tokens', () => {
  const english = 'Full-time employees receive paid annual leave in each calendar year, plus the bank holidays. '
  const chinese = '单程五小时以内的行程应乘坐高铁，不得乘坐飞机。'
  expect(estimateTokens(english.repeat(10)) / (english.length * 10)).toBeCloseTo(200 / 900, 1)
  expect(estimateTokens(chinese.repeat(10)) / (chinese.length * 10)).toBeCloseTo(200 / 330, 1)
})

test('the parts of a text add up to the whole', () => {
  const [a, b] = ['Order 2,000 valves; ', '采购部确认。']
  expect(estimateTokens(a + b)).toBeCloseTo(estimateTokens(a) + estimateTokens(b))
})

test('a very long word and a very long line of signs or blanks are not one token', () => {
  expect(estimateTokens('x'.repeat(1000))).toBeGreaterThan(200)
  expect(estimateTokens('─'.repeat(1000))).toBeGreaterThan(150)
  expect(estimateTokens(`a${' '.repeat(4000)}b`)).toBeGreaterThan(150)
})
