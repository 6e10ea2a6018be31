import { rotationOf, type Rotation } from './rotation.ts'

/** What token vectors are made with; goes up whenever the same text may get other codes or other tokens. */
export const tokenCodesId = 'tokens-1'

/** The means of the quarters of a normal distribution's range that lose least (Max 1960), and where they meet. */
const levels = Float32Array.of(-1.5104, -0.4528, 0.4528, 1.5104)
const between = 0.9816

const dimensionsPerByte = 4
const bytesOfScale = 2
/** The factor of a code lies near 1.1. */
const scaleUnit = 2 ** -14
const largestScale = 0xffff

/**
 * Codes of two bits a dimension, and what a token of a question says to them. A vector is turned at random, each of its
 * numbers is rounded to one of four levels, and a factor is kept that makes the estimated cosine right on average
 * (after RaBitQ, Gao and Long 2024). The question's side is not rounded.
 */
export interface TokenCodes {
  readonly bytesPerCode: number
  /** Writes the code of a vector of any length but 0 at a place. */
  readonly write: (vector: Float32Array, codes: Uint8Array, at: number) => void
  /** Everything that a vector of unit length adds up to, by place and value of a byte: for {@link cosineWith}. */
  readonly tableOf: (vector: Float32Array) => Float32Array
}

const known = new Map<number, TokenCodes>()

/** The codes of vectors of this dimension. */
export function tokenCodesOf(dimension: number): TokenCodes {
  const codes = known.get(dimension) ?? createTokenCodes(rotationOf(dimension))
  known.set(dimension, codes)
  return codes
}

function createTokenCodes(rotation: Rotation): TokenCodes {
  const { dimension } = rotation
  const bytes = dimension / dimensionsPerByte
  const bytesPerCode = bytes + bytesOfScale
  return {
    bytesPerCode,
    write(vector, codes, at) {
      const turned = rotation.rotate(vector)
      let squares = 0
      for (let i = 0; i < dimension; i++) squares += (turned[i] ?? 0) ** 2
      const unit = Math.sqrt(dimension / squares)
      let common = 0
      for (let byte = 0; byte < bytes; byte++) {
        let code = 0
        for (let place = 0; place < dimensionsPerByte; place++) {
          const value = (turned[byte * dimensionsPerByte + place] ?? 0) * unit
          const level = value < 0 ? (value < -between ? 0 : 1) : value < between ? 2 : 3
          common += value * (levels[level] ?? 0)
          code |= level << (2 * place)
        }
        codes[at + byte] = code
      }
      const scale = Math.min(largestScale, Math.round(dimension / common / scaleUnit))
      codes[at + bytes] = scale & 0xff
      codes[at + bytes + 1] = scale >> 8
    },
    tableOf(vector) {
      const turned = rotation.rotate(vector)
      const table = new Float32Array(bytes * 256)
      const unit = scaleUnit / Math.sqrt(dimension)
      for (let byte = 0; byte < bytes; byte++) {
        const start = byte * 256
        for (let place = 0, filled = 1; place < dimensionsPerByte; place++, filled *= 4) {
          const value = (turned[byte * dimensionsPerByte + place] ?? 0) * unit
          // From the last level down: the first takes the place of the sums so far.
          for (let level = 3; level >= 0; level--) {
            const added = value * (levels[level] ?? 0)
            for (let i = 0; i < filled; i++) table[start + level * filled + i] = (table[start + i] ?? 0) + added
          }
        }
      }
      return table
    },
  }
}

/** The estimated cosine of the vector that a table was made of with the one whose code begins at a place. */
export function cosineWith(table: Float32Array, codes: Uint8Array, at: number): number {
  const bytes = table.length / 256
  let first = 0
  let second = 0
  // Two sums, so that one addition need not wait for the one before.
  for (let byte = 0, start = 0; byte < bytes; byte += 2, start += 512) {
    first += table[start + (codes[at + byte] ?? 0)] ?? 0
    second += table[start + 256 + (codes[at + byte + 1] ?? 0)] ?? 0
  }
  const scale = (codes[at + bytes] ?? 0) | ((codes[at + bytes + 1] ?? 0) << 8)
  return (first + second) * scale
}
