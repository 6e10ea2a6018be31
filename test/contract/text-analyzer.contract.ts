import { describe, expect, test } from '@jest/globals'
import type { TextAnalyzer } from '../../src/ports/text-analyzer.ts'

const documents = [
  'Full-time employees receive 25 days of annual leave.',
  '员工每年有十五天带薪年假，须提前三天申请。',
  'Part AB-1234/5 fits the TL-310, firmware v2.3.1; write to parts@example.com.',
  'TL-310温度记录仪的电池可用3年。',
  '',
  ' \n\t　',
  '!?—“”。，',
]

/** What every text analyzer does, whatever it takes for a term. */
export function textAnalyzerContract(name: string, open: () => TextAnalyzer): void {
  describe(`${name} as a text analyzer`, () => {
    const analyzer = open()

    test('gives the same terms for the same text, also from another analyzer of the same id', () => {
      const other = open()
      expect(other.id).toBe(analyzer.id)
      for (const text of documents) expect(other.documentTerms(text)).toEqual(analyzer.documentTerms(text))
    })

    test('gives terms without white space, and none that are empty', () => {
      for (const text of documents) {
        for (const term of [...analyzer.documentTerms(text), ...analyzer.queryTerms(text)]) {
          expect(term).toMatch(/^\S+$/u)
        }
      }
    })

    test('finds no term where there is no letter and no digit', () => {
      expect(documents.slice(4).flatMap((text) => analyzer.documentTerms(text))).toEqual([])
    })

    test('keeps repeats in documents and gives each term of a question once', () => {
      expect(analyzer.documentTerms('pump pump pump')).toHaveLength(3)
      expect(analyzer.queryTerms('pump pump 年假 年假')).toHaveLength(new Set(analyzer.queryTerms('pump 年假')).size)
    })

    test('finds a document by the words of a question, in English and in Chinese', () => {
      const leave = new Set(analyzer.documentTerms(documents[0] ?? ''))
      expect(analyzer.queryTerms('annual leave').every((term) => leave.has(term))).toBe(true)
      const chinese = new Set(analyzer.documentTerms(documents[1] ?? ''))
      expect(analyzer.queryTerms('带薪年假').some((term) => chinese.has(term))).toBe(true)
    })

    test('takes full-width letters and capitals for ordinary ones', () => {
      expect(analyzer.documentTerms('ＰＵＭＰ')).toEqual(analyzer.documentTerms('pump'))
    })

    test('leaves out of a question the words that say nothing', () => {
      expect(analyzer.queryTerms('What is the pump?')).toEqual(analyzer.queryTerms('pump'))
    })
  })
}
