import { describe, expect, test } from '@jest/globals'
import { type AnswerPiece, createCitationReader } from '../../../../src/answering/presentation/read-citations.ts'

function readAll(...parts: readonly string[]): readonly AnswerPiece[] {
  const reader = createCitationReader()
  return [...parts.flatMap((part) => reader.push(part)), ...reader.end()]
}

const textOf = (pieces: readonly AnswerPiece[]) =>
  pieces.map((piece) => (piece.type === 'text' ? piece.text : `<${piece.number}>`)).join('')

const marks = [
  ['[1]', 'Leave is 27 days [1].', 'Leave is 27 days <1>.'],
  ['[1,2]', 'Both say so [1, 2].', 'Both say so <1><2>.'],
  ['[1；2]', '两处都有说明［1；2］。', '两处都有说明<1><2>。'],
  ['[1-3]', 'All say so [1-3].', 'All say so <1><2><3>.'],
  ['[1–2, 4]', 'All say so [1–2, 4].', 'All say so <1><2><4>.'],
  ['[1 and 2]', 'Both say so [1 and 2].', 'Both say so <1><2>.'],
  ['[1][2]', 'Both say so [1][2].', 'Both say so <1><2>.'],
  ['【1】', '年假为15天【1】。', '年假为15天<1>。'],
  ['【1†source】', 'Leave is 27 days【1†source】【3†L4-L9】.', 'Leave is 27 days<1><3>.'],
  ['［1］', '年假为15天［1］。', '年假为15天<1>。'],
  ['[^1]', 'As said [^1] and [^2^].', 'As said <1> and <2>.'],
  ['[source 1]', 'As said [Source 1], [source: 2] and [evidence #3].', 'As said <1>, <2> and <3>.'],
  ['[source 1, source 2]', 'As said [source 1, source 2].', 'As said <1><2>.'],
  ['[来源1]', '年假为15天[来源1]，可结转8天【资料2】。', '年假为15天<1>，可结转8天<2>。'],
  ['<sup>1</sup>', 'Leave is 27 days<sup>1</sup> and<sup>[2]</sup>.', 'Leave is 27 days<1> and<2>.'],
  ['\\[1\\]', 'Leave is 27 days \\[1\\].', 'Leave is 27 days <1>.'],
  [
    '[1](#source-1)',
    'Leave is 27 days [1](#source-1), see [2](https://x.example/a?b=c).',
    'Leave is 27 days <1>, see <2>.',
  ],
  ['<evidence number="1"/>', 'Leave is 27 days <evidence number="1"/>.', 'Leave is 27 days <1>.'],
] as const

const noMarks = [
  ['numbers in parentheses', 'Of them (1) and (2) are paid.'],
  ['years and codes', 'Since [2024], error [404].'],
  ['zero', 'The first is [0].'],
  ['the index of an array in code', 'Read `days[1]` and `rows[12]`, then go on.'],
  ['code blocks', 'Run:\n```js\nlet a = days[1] // [2]\n```\nand wait.'],
  ['links', 'See [the policy](https://x.example/policy) and [2 documents](/a).'],
  ['placeholders and tick boxes', 'Ask [EMAIL_1]. [ ] open [x] done'],
  ['powers', 'It has 12 m<sup>2</sup> and 10<sup>3</sup> parts, x<sup>2</sup>.'],
  ['an open quote', 'The letter ` is a quote [a].'],
] as const

const cleaned = [
  [
    'definitions of footnotes',
    'Leave is 27 days.[^1] Eight carry over.[^2]\n\n[^1]: Annual leave › Allowance\n[^2]: Annual leave\n',
    'Leave is 27 days.<1> Eight carry over.<2>\n\n',
  ],
  ['the tags of the prompt', '<evidence number="1">\nLeave is 27 days.\n</evidence> [1]', '\nLeave is 27 days.\n <1>'],
] as const

describe('citation marks', () => {
  test.each(marks)('written as %s are found', (_, text, expected) => {
    expect(textOf(readAll(text))).toBe(expected)
  })

  test.each(noMarks)('are not seen in %s', (_, text) => {
    expect(textOf(readAll(text))).toBe(text)
  })

  test.each(cleaned)('come without %s', (_, text, expected) => {
    expect(textOf(readAll(text))).toBe(expected)
  })

  test.each([
    ...marks.map(([, text, expected]) => [text, expected] as const),
    ...noMarks.map(([, text]) => [text, text] as const),
    ...cleaned.map(([, text, expected]) => [text, expected] as const),
    ['One [12]. Two 【3、4】! Three [a] (see [5', 'One <12>. Two <3><4>! Three [a] (see [5'],
  ])('are read alike wherever the stream is cut: %j', (text, expected) => {
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect([cut, textOf(readAll(text.slice(0, cut), text.slice(cut)))]).toEqual([cut, expected])
    }
    expect(textOf(readAll(...text))).toBe(expected)
  })

  test('hold back nothing but the beginning of a mark', () => {
    const reader = createCitationReader()
    expect(textOf(reader.push('plain text, '))).toBe('plain text, ')
    expect(textOf(reader.push('[link'))).toBe('[link')
    expect(textOf(reader.push(' [1'))).toBe(' ')
    expect(textOf(reader.push(']'))).toBe('<1>')
    expect(textOf(reader.push(' (as '))).toBe(' (as ')
    expect(textOf(reader.push('`days'))).toBe('')
    expect(textOf(reader.push('[1]` '))).toBe('`days[1]` ')
  })

  test('of a line that says something are no footnote, though a colon follows', () => {
    expect(textOf(readAll('[1]: 27 days.'))).toBe('<1>: 27 days.')
  })
})
