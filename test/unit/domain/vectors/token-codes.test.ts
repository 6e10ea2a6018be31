import { describe, expect, test } from '@jest/globals'
import { rotationOf } from '../../../../src/domain/vectors/rotation.ts'
import { cosineWith, tokenCodesOf } from '../../../../src/domain/vectors/token-codes.ts'
import { randomVectors } from '../../../support/models/random-vectors.ts'

describe.each([384, 256, 300, 768])('in %i dimensions', (dimension) => {
  const vectors = randomVectors(dimension, 60)

  test('a rotation keeps lengths and angles', () => {
    const { rotate } = rotationOf(dimension)
    const [a = new Float32Array(), b = new Float32Array()] = vectors
    const turned = Float32Array.from(rotate(a))
    expect(Math.hypot(...turned)).toBeCloseTo(Math.hypot(...a), 4)
    expect(dot(turned, Float32Array.from(rotate(b)))).toBeCloseTo(dot(a, b), 4)
  })

  test('a rotation spreads a vector that stands on one number', () => {
    const turned = rotationOf(dimension).rotate(new Float32Array(dimension).fill(1, 7, 8))
    expect(Math.max(...turned.map(Math.abs))).toBeLessThan(0.4)
  })

  test('cosines are estimated closely, and right on average', () => {
    const { bytesPerCode, write, tableOf } = tokenCodesOf(dimension)
    const codes = new Uint8Array(vectors.length * bytesPerCode)
    // Of any length: only the direction counts.
    for (const [at, vector] of vectors.entries()) {
      write(
        vector.map((value) => value * (at + 1)),
        0,
        codes,
        at * bytesPerCode,
      )
    }
    const errors = vectors.flatMap((question) => {
      const table = tableOf(question)
      return vectors.map((vector, at) => cosineWith(table, codes, at * bytesPerCode) - dot(question, vector))
    })
    const deviation = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)
    expect(deviation).toBeLessThan(0.9 / Math.sqrt(dimension))
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeCloseTo(0, 2)
  })
})

test('a vector is found wherever it stands among others', () => {
  const vectors = randomVectors(300, 3)
  const { bytesPerCode, write } = tokenCodesOf(300)
  const together = new Uint8Array(3 * bytesPerCode)
  const alone = new Uint8Array(3 * bytesPerCode)
  const all = Float32Array.from(vectors.flatMap((vector) => [...vector]))
  for (const [at, vector] of vectors.entries()) {
    write(all, at * 300, together, at * bytesPerCode)
    write(vector, 0, alone, at * bytesPerCode)
  }

  expect(together).toEqual(alone)
})

test('codes are the same on every machine and in every version that reads them', () => {
  const { bytesPerCode, write } = tokenCodesOf(384)
  const codes = new Uint8Array(bytesPerCode)
  write(
    Float32Array.from({ length: 384 }, (_, i) => Math.sin(i)),
    0,
    codes,
    0,
  )
  expect(Buffer.from(codes).toString('hex')).toMatchInlineSnapshot(
    `"7f9894338b86fee96381bb2ece5de72c195734af01785e4eb8be7de5cacdffbfe5412cd18e5bcd0d16fd95fe39a28f41a051"`,
  )
})

test('a code takes one bit a dimension and two bytes', () => {
  expect(tokenCodesOf(384).bytesPerCode).toBe(50)
})

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}
