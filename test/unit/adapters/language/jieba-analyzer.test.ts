import { describe, expect, test } from '@jest/globals'
import { createJiebaAnalyzer } from '../../../../src/adapters/language/jieba-analyzer.ts'
import { growthOf } from '../../../support/processor-time.ts'

const analyzer = createJiebaAnalyzer()

describe('English', () => {
  test('different forms of a word find one another', () => {
    expect(analyzer.queryTerms('applying policies')).toEqual(analyzer.queryTerms('apply policy'))
    expect(analyzer.queryTerms("the employee's café")).toEqual(analyzer.queryTerms('employees cafe'))
  })

  test('words without meaning are left out of documents', () => {
    expect(analyzer.documentTerms('This is not about the pump or its valve')).toEqual(['pump', 'valv'])
  })

  test('the department IT is not the word "it"', () => {
    expect(analyzer.documentTerms('Ask IT about it')).toEqual(['ask', 'it'])
  })

  test('words in capitals are the same words', () => {
    expect(analyzer.documentTerms('ANNUAL LEAVE')).toEqual(analyzer.documentTerms('annual leave'))
  })
})

describe('codes', () => {
  test.each([
    ['AB-1234/5', ['ab', '1234', '5']],
    ['v2.3.1', ['v2', '3', '1']],
    ['a_b', ['b']],
    ['jane.doe@example.com', ['jane', 'doe']],
    ['C++', ['c']],
    ['2026-01-15', ['2026', '01', '15']],
    ['TL-310', ['tl', '310']],
  ])('%s is found as a whole and by its parts', (code, parts) => {
    const terms = analyzer.documentTerms(`See ${code}, please.`)
    expect(terms).toEqual(expect.arrayContaining([code.toLowerCase(), ...parts]))
  })

  test('a part number is found however its parts are joined', () => {
    for (const written of ['AB-1234', 'AB1234', 'ab 1234', 'ＡＢ－１２３４']) {
      const found = analyzer.queryTerms(written)
      expect(found.some((term) => analyzer.documentTerms('Part AB-1234 fits.').includes(term))).toBe(true)
    }
  })

  test('numbers are kept, with and without a separator of thousands', () => {
    expect(analyzer.documentTerms('USD 12,500')).toEqual(['usd', '12500'])
    expect(analyzer.documentTerms('第3条')).toContain('3')
  })

  test('a code inside Chinese text is one', () => {
    expect(analyzer.documentTerms('TL-310温度记录仪')).toEqual(expect.arrayContaining(['tl-310', '温度', '记录仪']))
  })
})

describe('Chinese', () => {
  test('long words are found by the words inside them', () => {
    expect(analyzer.documentTerms('国务院办公厅')).toEqual(expect.arrayContaining(['国务院', '办公厅', '办公']))
  })

  test('neighbouring characters are found although the words were cut elsewhere', () => {
    expect(analyzer.documentTerms('我有多少天年假')).toContain('年假')
  })

  test('traditional characters find simplified ones', () => {
    expect(analyzer.queryTerms('員工報銷')).toEqual(analyzer.queryTerms('员工报销'))
  })

  test.each([
    ['请问如何报销差旅费？', '报销差旅费'],
    ['年假有多少天呢', '年假 天'],
    ['什么是信息安全事件', '信息安全事件'],
    ['是否可以报销', '报销'],
    ['哪些部门', '部门'],
  ])('%s asks for %s', (question, meant) => {
    const wanted = analyzer.queryTerms(meant)
    expect(analyzer.queryTerms(question)).toEqual(expect.arrayContaining([...wanted]))
    expect(analyzer.queryTerms(question).join('')).not.toMatch(/请问|如何|多少|什么|是否|哪些|呢/)
  })
})

describe('long texts', () => {
  test.each([
    ['letters', 'a'],
    ['hyphens', 'a-'],
    ['digits and commas', '1,000'],
    ['Chinese characters', '工'],
    ['apostrophes', "a'"],
    ['combining marks', 'e\u0301'],
    ['white space', ' '],
  ])('of %s without a break take time in proportion to their length', async (_, unit) => {
    // Ten times the length; with the square of it it would be 100 times the work.
    const enough = 60
    const termsOf = (length: number) => analyzer.documentTerms(unit.repeat(length))

    expect(await growthOf(termsOf, { from: 20_000, times: 10, enough })).toBeLessThan(enough)
  })

  test('of letters without a break give terms of bounded length', () => {
    expect(Math.max(...analyzer.documentTerms('x1'.repeat(5000)).map(({ length }) => length))).toBeLessThanOrEqual(64)
  })
})
