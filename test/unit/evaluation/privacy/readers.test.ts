import { describe, expect, test } from '@jest/globals'
import type { AnnotatedSet } from '../../../../src/evaluation/privacy/annotated-text.ts'
import { readAnnotatedLines } from '../../../../src/evaluation/privacy/read-annotated-lines.ts'
import { readCluener } from '../../../../src/evaluation/privacy/read-cluener.ts'
import {
  bankCards,
  readNumberingPlans,
  readNumberVectors,
  residentIds,
} from '../../../../src/evaluation/privacy/read-number-vectors.ts'
import { readPresidio } from '../../../../src/evaluation/privacy/read-presidio.ts'

/** What is marked in each text, by label. */
const marked = ({ texts }: AnnotatedSet) =>
  texts.map(({ text, spans }) => spans.map(({ label, start, end }) => [label, text.slice(start, end)]))

const setOf = ([whole]: readonly AnnotatedSet[]): AnnotatedSet => whole ?? { name: 'none', kinds: {}, texts: [] }

describe('annotated texts are read', () => {
  test('from presidio-research, which counts characters as Python does', () => {
    const text = '😀 call 905-674-3793'
    const file = JSON.stringify([
      { full_text: text, spans: [{ entity_type: 'PHONE_NUMBER', start_position: 7, end_position: 19 }] },
    ])

    expect(marked(setOf(readPresidio('set', file)))).toEqual([[['PHONE_NUMBER', '905-674-3793']]])
  })

  test('from presidio-research and CLUENER in halves too, by the number of the template and of the line', () => {
    const sentences = [4, 7, 4].map((number, index) => ({ full_text: `s${index}`, template_id: number, spans: [] }))
    const lines = ['a', 'b', 'c'].map((text) => JSON.stringify({ text, label: {} })).join('\n')

    const sets = [...readPresidio('en', JSON.stringify(sentences)), ...readCluener('zh', lines)]

    expect(sets.map(({ name, texts }) => [name, texts.map(({ text }) => text).join(' ')])).toEqual([
      ['en', 's0 s1 s2'],
      ['en, even templates', 's0 s2'],
      ['en, odd templates', 's1'],
      ['zh', 'a b c'],
      ['zh, even lines', 'b'],
      ['zh, odd lines', 'a c'],
    ])
  })

  test('from CLUENER, whose ends belong to the word', () => {
    const file = '{"text":"叶老桂博士在浙商银行","label":{"name":{"叶老桂":[[0,2]]},"company":{"浙商银行":[[6,9]]}}}\n'

    expect(marked(setOf(readCluener('set', file)))).toEqual([
      [
        ['name', '叶老桂'],
        ['company', '浙商银行'],
      ],
    ])
  })

  test('from valid and invalid numbers, spelled in several ways', () => {
    const file =
      '{"input":"11010519491231002X","valid":true}\n{"input":"123","valid":false}\n{"input":"","valid":false}'

    const set = readNumberVectors('set', file, residentIds)

    expect(marked(set)).toEqual([
      [['resident ID', '11010519491231002X']],
      [['resident ID', '１１０１０５１９４９１２３１００２Ｘ']],
      [['resident ID', '110105 19491231 002X']],
      [['resident ID', '11010519491231002X']],
      [],
      [],
      [],
      [],
    ])
    expect(set.texts.at(-1)?.text).toBe('My ID card number is 123, please check.')
  })

  test('with cards in fours, also those that are longer', () => {
    const set = readNumberVectors('set', '{"input":"6212345678901234567","valid":true}', bankCards)

    expect(marked(set)[2]).toEqual([['card', '6212 3456 7890 1234 567']])
  })

  test('from the examples of numbering plans, dialled from abroad', () => {
    const set = readNumberingPlans('set', '{"country_code":"44","national_number":"2079460958"}')

    expect(marked(set)).toEqual([[['international phone', '+442079460958']]])
  })

  test('from lines of our own', () => {
    const set = readAnnotatedLines(
      'own',
      '{"text":"Call 13812345678","spans":[{"kind":"PHONE","start":5,"end":16}]}\n\n',
    )

    expect(marked(set)).toEqual([[['PHONE', '13812345678']]])
    expect(set.kinds['PHONE']).toEqual(['PHONE'])
  })

  test.each([
    '{"text":"Call","spans":[{"kind":"PHONE","start":2,"end":9}]}',
    '{"text":"Call","spans":[{"kind":"PHONE","start":2,"end":2}]}',
    '{"text":"Call","spans":[{"kind":"TELEPHONE","start":0,"end":4}]}',
  ])('but not where a line of ours cannot be meant: %s', (line) => {
    expect(() => readAnnotatedLines('own', line)).toThrow()
  })
})
