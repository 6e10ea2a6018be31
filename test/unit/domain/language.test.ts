import { expect, test } from '@jest/globals'
import { languageOf } from '../../../src/domain/language.ts'

test.each([
  ['How many days of leave do I have?', 'en'],
  ['我有多少天年假？', 'zh'],
  ['VPN 怎么连接？', 'zh'],
  ['The term 年假 means annual leave in our Suzhou office.', 'en'],
  ['12345', 'en'],
])('%s is %s', (text, language) => {
  expect(languageOf(text)).toBe(language)
})
