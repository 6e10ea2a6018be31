/** Turns vectors of one dimension, all in the same way: lengths and angles stay. */
export interface Rotation {
  /** The dimension of what it gives: the next multiple of 64. */
  readonly dimension: number
  /**
   * Turns the vector that begins at a place.
   * @returns what holds until the next call
   */
  readonly rotate: (vectors: Float32Array, start?: number) => Float64Array
}

const blockStep = 64
const seed = 0x5eed1e55

/**
 * A random rotation that is the same on every machine: signs are flipped at random, a Hadamard transform spreads each
 * number over its block (Ailon and Chazelle 2009), and a reflection spreads it over the blocks. The numbers of what it
 * gives are nearly normally distributed for the vectors of a language model, where no few numbers are all that counts.
 */
export function rotationOf(dimension: number): Rotation {
  const padded = Math.ceil(dimension / blockStep) * blockStep
  const block = largestPowerOfTwoIn(padded)
  const random = randomNumbers(seed)
  const signs = Float64Array.from({ length: padded }, () => (random() < 0.5 ? -1 : 1) / Math.sqrt(block))
  const turned = new Float64Array(padded)
  return {
    dimension: padded,
    rotate(vectors, start = 0) {
      for (let i = 0; i < dimension; i++) turned[i] = (vectors[start + i] ?? 0) * (signs[i] ?? 0)
      turned.fill(0, dimension)
      transform(turned, block)
      reflect(turned, block)
      return turned
    },
  }
}

/** The fast Walsh–Hadamard transform of each block, in its place: two steps at a time, so that half as much is stored. */
function transform(values: Float64Array, block: number): void {
  const { length } = values
  let quarter = 1
  if (Math.log2(block) % 2 === 1) {
    for (let i = 0; i < length; i += 2) {
      const a = values[i] ?? 0
      const b = values[i + 1] ?? 0
      values[i] = a + b
      values[i + 1] = a - b
    }
    quarter = 2
  }
  for (; quarter < block; quarter *= 4) {
    for (let start = 0; start < length; start += 4 * quarter) {
      for (let i = start; i < start + quarter; i++) {
        const a = values[i] ?? 0
        const b = values[i + quarter] ?? 0
        const c = values[i + 2 * quarter] ?? 0
        const d = values[i + 3 * quarter] ?? 0
        values[i] = a + b + (c + d)
        values[i + quarter] = a - b + (c - d)
        values[i + 2 * quarter] = a + b - (c + d)
        values[i + 3 * quarter] = a - b - (c - d)
      }
    }
  }
}

/** Takes twice the mean over the blocks from each of them (Householder 1958). */
function reflect(values: Float64Array, block: number): void {
  const { length } = values
  const share = (2 * block) / length
  for (let place = 0; place < block; place++) {
    let sum = 0
    for (let i = place; i < length; i += block) sum += values[i] ?? 0
    for (let i = place; i < length; i += block) values[i] = (values[i] ?? 0) - sum * share
  }
}

function largestPowerOfTwoIn(number: number): number {
  return number & -number
}

/** Numbers from 0 up to 1 (mulberry32, Tommy Ettinger 2017). */
function randomNumbers(state: number): () => number {
  let at = state
  return () => {
    at = (at + 0x6d2b79f5) | 0
    let mixed = Math.imul(at ^ (at >>> 15), at | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
