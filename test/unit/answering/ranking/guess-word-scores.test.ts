import { expect, test } from '@jest/globals'
import { fuseScores, type Measure } from '../../../../src/answering/ranking/fuse-scores.ts'
import { guessWordScores } from '../../../../src/answering/ranking/guess-word-scores.ts'

const scores = (of: Readonly<Record<string, number>>) => new Map(Object.entries(of))
const candidates = [
  { chunkId: 'some-words', language: 'en' },
  { chunkId: 'no-words', language: 'en' },
  { chunkId: 'translation', language: 'zh' },
  { chunkId: 'far-off', language: 'zh' },
] as const
const vectors = scores({ 'some-words': 0.4, 'no-words': 0.3, 'translation': 0.8, 'far-off': 0.2 })
const words = { scores: scores({ 'some-words': 3, 'no-words': 1 }), weight: 0.5 }

test('an answer in another language comes before a passage that only shares some words with the question', () => {
  const near = { scores: vectors, weight: 0.5 }
  const first = (measure: Measure) => {
    const fused = fuseScores(
      candidates.map(({ chunkId }) => chunkId),
      [near, measure],
    )
    return [...fused].toSorted(([, a], [, b]) => b - a)[0]?.[0]
  }

  expect(first(words)).toBe('some-words')
  expect(first(guessWordScores(words, vectors, candidates, 'en'))).toBe('translation')
})

test('passages in the language of the question keep what their words say, and a far one in another gains nothing', () => {
  const { scores: guessed } = guessWordScores(words, vectors, candidates, 'en')

  expect([guessed.get('some-words'), guessed.get('no-words'), guessed.get('far-off')]).toEqual([1, 0, 0])
})

test('a code that a passage in another language holds counts in full', () => {
  const held = { scores: scores({ 'some-words': 1, 'far-off': 5 }), weight: 0.5 }

  expect(guessWordScores(held, vectors, candidates, 'en').scores.get('far-off')).toBe(1)
})

test('where no word was found anywhere, nothing is guessed', () => {
  const none = { scores: scores({}), weight: 0.5 }

  expect(guessWordScores(none, vectors, candidates, 'en')).toBe(none)
})
