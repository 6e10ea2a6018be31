import { expect, test } from '@jest/globals'
import { createBytePairEncoder } from '../../../../src/adapters/openai/byte-pair-encoder.ts'

const bytes = Array.from({ length: 256 }, (_, byte): [string, number] => [String.fromCharCode(byte), byte])
const merges = ['lo', 'low', 'er', 'lower', 'w ']
const ranks = new Map([...bytes, ...merges.map((token, i): [string, number] => [token, 256 + i])])
const encoder = createBytePairEncoder(/\S+|\s+/g, ranks)
const count = (text: string) => [...encoder.pieces(text)].reduce((sum, piece) => sum + encoder.tokensIn(piece), 0)

test('a word of the vocabulary is one token, another as many as its merges leave', () => {
  expect(count('lower')).toBe(1)
  expect(count('lowlow')).toBe(2)
  expect(count('slower')).toBe(2)
  expect(count('xyz')).toBe(3)
})

test('pieces are merged on their own', () => {
  expect(count('low low')).toBe(3)
})

test('characters outside of ASCII count by their bytes', () => {
  expect(count('年')).toBe(3)
})

test('a run without end takes time in proportion to its length', () => {
  expect(count('lo'.repeat(100_000))).toBe(100_000)
})
