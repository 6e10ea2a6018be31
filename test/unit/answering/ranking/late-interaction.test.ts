import { expect, test } from '@jest/globals'
import { bestMatches, maxSim } from '../../../../src/answering/ranking/late-interaction.ts'
import { tokenCodesOf } from '../../../../src/domain/vectors/token-codes.ts'
import { outsideText, type QueryToken, type TokenVectors } from '../../../../src/domain/vectors/token-vectors.ts'
import { randomVectors } from '../../../support/models/random-vectors.ts'

const dimension = 384
const vectors = randomVectors(dimension, 5)
const [first, second, third, ...others] = vectors.map((vector, i) => ({ text: `word${i}`, vector }))
if (first === undefined || second === undefined || third === undefined) throw new Error('too few vectors')

function chunkOf(tokens: readonly (readonly [QueryToken, start: number, end: number])[]): TokenVectors {
  const { bytesPerCode, write } = tokenCodesOf(dimension)
  const codes = new Uint8Array(tokens.length * bytesPerCode)
  for (const [at, [{ vector }]] of tokens.entries()) write(vector, 0, codes, at * bytesPerCode)
  return { codes, spans: Uint16Array.from(tokens.flatMap(([, start, end]) => [start, end])) }
}

const chunk = chunkOf([
  [third, outsideText, outsideText],
  [first, 0, 5],
  [second, 6, 11],
])

test('every token of the question finds the nearest one of the chunk', () => {
  const [same, other] = bestMatches([first, ...others], chunk)

  expect(same).toBeCloseTo(1, 1)
  expect(other).toBeLessThan(0.5)
})

test('a part of the text answers for itself; title and headings only for the whole', () => {
  const [inside] = bestMatches([first], chunk, { start: 0, end: 5 })
  const [outside] = bestMatches([first], chunk, { start: 5, end: 11 })
  const [heading] = bestMatches([third], chunk, { start: 0, end: 11 })

  expect(inside).toBeCloseTo(1, 1)
  expect(outside).toBeLessThan(0.5)
  expect(heading).toBeLessThan(0.5)
  expect(bestMatches([third], chunk)[0]).toBeCloseTo(1, 1)
})

test('what a question weighs most counts most', () => {
  const [known = 0, unknown = 0] = bestMatches([first, ...others], chunk)
  const question = [first, ...others.slice(0, 1)]

  expect(maxSim(question, [1, 1], chunk)).toBeCloseTo((known + unknown) / 2, 5)
  expect(maxSim(question, [3, 1], chunk)).toBeCloseTo((3 * known + unknown) / 4, 5)
  expect(maxSim(question, [0, 0], chunk)).toBe(0)
})

test('where nothing stands, nothing matches', () => {
  expect([...bestMatches([first], chunkOf([]))]).toEqual([0])
  expect([...bestMatches([first], chunk, { start: 12, end: 20 })]).toEqual([0])
})
