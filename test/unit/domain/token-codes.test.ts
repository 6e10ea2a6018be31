import { describe, expect, test } from '@jest/globals'
import { rotationOf } from '../../../src/domain/rotation.ts'
import { cosineWith, tokenCodesOf } from '../../../src/domain/token-codes.ts'
import { randomVectors } from '../../support/random-vectors.ts'

describe.each([384, 256, 300, 768])('in %i dimensions', (dimension) => {
  const vectors = randomVectors(dimension, 60)

  test('a rotation keeps lengths and angles', () => {
    const { rotate } = rotationOf(dimension)
    const [a = new Float32Array(), b = new Float32Array()] = vectors
    const turned = rotate(a).slice()
    expect(Math.hypot(...turned)).toBeCloseTo(Math.hypot(...a), 4)
    expect(dot(turned, rotate(b))).toBeCloseTo(dot(a, b), 4)
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
        codes,
        at * bytesPerCode,
      )
    }
    const errors = vectors.flatMap((question) => {
      const table = tableOf(question)
      return vectors.map((vector, at) => cosineWith(table, codes, at * bytesPerCode) - dot(question, vector))
    })
    const deviation = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)
    expect(deviation).toBeLessThan(0.5 / Math.sqrt(dimension))
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeCloseTo(0, 2)
  })
})

test('codes are the same on every machine and in every version that reads them', () => {
  const { bytesPerCode, write } = tokenCodesOf(384)
  const codes = new Uint8Array(bytesPerCode)
  write(
    Float32Array.from({ length: 384 }, (_, i) => Math.sin(i)),
    codes,
    0,
  )
  expect(Buffer.from(codes).toString('hex')).toMatchInlineSnapshot(
    `"808ae5fe56058a19665a2cc9249778a6e9355aa8a76bd999aa6697e987abad29b7d11e28b96bfac657864e5bc5b40a27a6419b576841dc2a114d7a764a6f011a659b93da091fb2a6c9c8b9a6aa961dda9da06a712a691efaf2a65618696e79cae647"`,
  )
})

test('a code takes two bits a dimension and two bytes', () => {
  expect(tokenCodesOf(384).bytesPerCode).toBe(98)
})

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}
