import { describe, expect, test } from '@jest/globals'
import { excerptAround } from '../../../../src/web/markdown/excerpt.ts'

const cut = (text: string, quote: string, reach: number): string => {
  const start = text.indexOf(quote)
  const span = excerptAround(text, { start, end: start + quote.length }, reach)
  return text.slice(span.start, span.end)
}

describe('the part of a document around a quotation', () => {
  test('a short document is shown whole', () => {
    expect(cut('before quote after', 'quote', 1000)).toBe('before quote after')
  })

  test('it begins and ends with a paragraph', () => {
    const text = ['first', 'second', 'third', 'the quote', 'fifth', 'sixth', 'seventh'].join('\n\n')

    expect(cut(text, 'the quote', 8)).toBe('third\n\nthe quote\n\nfifth\n\nsixth')
  })

  test('where paragraphs are too long it begins and ends with a line', () => {
    const line = `${'words and '.repeat(20)}\n`
    const text = `${line.repeat(20)}quote\n${line.repeat(20)}`

    expect(cut(text, 'quote', 150)).toBe(`${line}quote\n${line.trimEnd()} `)
  })

  test('a text without any line end is not cut inside a character', () => {
    const text = `${'𠮷'.repeat(2000)}quote${'𠮷'.repeat(2000)}`

    expect(cut(text, 'quote', 101)).toMatch(/^𠮷+quote𠮷+$/u)
  })
})
