import { describe, expect, test } from '@jest/globals'
import { decodeCtc } from '../../../../ingest/loaders/ocr/ctc-decode.ts'

/** Scores of guesses 0 to 2, one row a step, in which the given guess is the best. */
function scoresOf(...steps: readonly (readonly [guess: number, score: number])[]): Float32Array {
  return Float32Array.from(
    steps.flatMap(([guess, score]) => [0, 1, 2].map((at) => (at === guess ? score : (1 - score) / 2))),
  )
}

describe('what the reader says step by step', () => {
  test('is one character as long as a guess stays the same, and two when an empty guess parts them', () => {
    const scores = scoresOf([1, 0.9], [1, 0.75], [0, 0.9], [1, 0.9], [2, 0.9], [0, 0.9])
    expect(decodeCtc(scores, 6, ['l', '中']).map(({ text }) => text)).toEqual(['l', 'l', '中'])
  })

  test('keeps where a character stood and how sure the reader was at its surest', () => {
    const [character] = decodeCtc(scoresOf([0, 0.9], [2, 0.5], [2, 0.75], [0, 0.9]), 4, ['l', '中'])
    expect(character).toEqual({ text: '中', from: 1, to: 3, confidence: 0.75 })
  })

  test('is nothing when all guesses are empty', () => {
    expect(decodeCtc(scoresOf([0, 0.9], [0, 0.8]), 2, ['l', '中'])).toEqual([])
  })
})
