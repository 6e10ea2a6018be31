import { describe, expect, test } from '@jest/globals'
import { type AnswerPiece, createCitationReader } from '../../../src/answering/read-citations.ts'

function readAll(...parts: readonly string[]): readonly AnswerPiece[] {
  const reader = createCitationReader()
  return [...parts.flatMap((part) => reader.push(part)), ...reader.end()]
}

const textOf = (pieces: readonly AnswerPiece[]) =>
  pieces.map((piece) => (piece.type === 'text' ? piece.text : `<${piece.number}>`)).join('')

describe('citation marks', () => {
  test.each([
    ['[1]', 'Leave is 27 days [1].', 'Leave is 27 days <1>.'],
    ['[1,2]', 'Both say so [1, 2].', 'Both say so <1><2>.'],
    ['[1][2]', 'Both say so [1][2].', 'Both say so <1><2>.'],
    ['【1】', '年假为15天【1】。', '年假为15天<1>。'],
    ['[^1]', 'As said [^1].', 'As said <1>.'],
  ])('written as %s are found', (_, text, expected) => {
    expect(textOf(readAll(text))).toBe(expected)
  })

  test('are found wherever the stream is cut', () => {
    const text = 'One [12]. Two 【3、4】! Three [a] (see [5'
    const whole = textOf(readAll(text))
    for (let cut = 0; cut <= text.length; cut += 1) {
      expect(textOf(readAll(text.slice(0, cut), text.slice(cut)))).toBe(whole)
    }
    expect(textOf(readAll(...text))).toBe(whole)
  })

  test('hold back nothing but the beginning of a mark', () => {
    const reader = createCitationReader()
    expect(textOf(reader.push('plain text, '))).toBe('plain text, ')
    expect(textOf(reader.push('[link'))).toBe('[link')
    expect(textOf(reader.push(' [1'))).toBe(' ')
    expect(textOf(reader.push(']'))).toBe('<1>')
  })

  test('name the sentence they stand at, also when they stand behind its full stop', () => {
    const claims = readAll('Leave is 27 days [1]. Carry over is 8 days. [2]').flatMap((piece) =>
      piece.type === 'mark' ? [piece.claim] : [],
    )
    expect(claims).toEqual(['Leave is 27 days', 'Carry over is 8 days.'])
  })
})
