import { rotationOf, type Rotation } from './rotation.ts'

/** What token vectors are made with; goes up whenever the same text may get other codes or other tokens. */
export const tokenCodesId = 'tokens-2'

const dimensionsPerByte = 8
const bytesOfScale = 2
/** The factor of a code lies near 1.25. */
const scaleUnit = 2 ** -14
const largestScale = 0xffff

/**
 * Codes of one bit a dimension, and what a token of a question says to them. A vector is turned at random, of each of its
 * numbers the sign is kept, and a factor that makes the estimated cosine right on average (RaBitQ, Gao and Long 2024).
 * The question's side is not rounded.
 */
export interface TokenCodes {
  readonly bytesPerCode: number
  /** Writes the code of the vector that begins at a place, of any length but 0, to a place among codes. */
  readonly write: (vectors: Float32Array, start: number, codes: Uint8Array, at: number) => void
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
  const rounded = new Float32Array(dimension)
  /** Their first bits are the signs: what is as good as random must not be asked for, or the processor guesses wrong. */
  const bits = new Uint32Array(rounded.buffer)
  return {
    bytesPerCode,
    write(vectors, start, codes, at) {
      const turned = rotation.rotate(vectors, start)
      let squares = 0
      let sum = 0
      for (let i = 0; i < dimension; i++) {
        const value = turned[i] ?? 0
        rounded[i] = value
        squares += value * value
        sum += Math.abs(value)
      }
      for (let byte = 0, i = 0; byte < bytes; byte++) {
        let code = 0
        for (let place = 0; place < dimensionsPerByte; place++, i++) code |= ((bits[i] ?? 0) >>> 31) << place
        codes[at + byte] = code
      }
      const scale = Math.min(largestScale, Math.round(Math.sqrt(dimension * squares) / sum / scaleUnit))
      codes[at + bytes] = scale & 0xff
      codes[at + bytes + 1] = scale >> 8
    },
    tableOf(vector) {
      const turned = rotation.rotate(vector)
      const table = new Float32Array(bytes * 256)
      const unit = scaleUnit / Math.sqrt(dimension)
      for (let byte = 0; byte < bytes; byte++) {
        const start = byte * 256
        const numbers = turned.subarray(byte * dimensionsPerByte, (byte + 1) * dimensionsPerByte)
        table[start] = numbers.reduce((sum, value) => sum + value, 0) * unit
        for (const [place, value] of numbers.entries()) {
          const filled = 1 << place
          // A bit that is set stands for a number below 0.
          for (let i = start; i < start + filled; i++) table[i + filled] = (table[i] ?? 0) - 2 * value * unit
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
  let third = 0
  let fourth = 0
  // Four sums, so that one addition need not wait for the one before. Dimensions are multiples of 64.
  for (let byte = at, start = 0; start < table.length; byte += 4, start += 1024) {
    first += table[start + (codes[byte] ?? 0)] ?? 0
    second += table[start + 256 + (codes[byte + 1] ?? 0)] ?? 0
    third += table[start + 512 + (codes[byte + 2] ?? 0)] ?? 0
    fourth += table[start + 768 + (codes[byte + 3] ?? 0)] ?? 0
  }
  const scale = (codes[at + bytes] ?? 0) | ((codes[at + bytes + 1] ?? 0) << 8)
  return (first + second + third + fourth) * scale
}
