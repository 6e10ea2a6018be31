/** Turns vectors of one dimension, all in the same way: lengths and angles stay. */
export interface Rotation {
  /** The dimension of what it gives: the next multiple of 64. */
  readonly dimension: number
  /** What it gives holds until the next call. */
  readonly rotate: (vector: Float32Array) => Float32Array
}

const blockStep = 64
const rounds = 2
const seed = 0x5eed1e55

/**
 * A random rotation that is the same on every machine: signs are flipped and places exchanged at random, then a
 * Hadamard transform spreads each number over its block, twice (Ailon and Chazelle 2009). The numbers of what it gives
 * are nearly normally distributed, whatever the vector was.
 */
export function rotationOf(dimension: number): Rotation {
  const padded = Math.ceil(dimension / blockStep) * blockStep
  const block = largestPowerOfTwoIn(padded)
  const random = randomNumbers(seed)
  const steps = Array.from({ length: rounds }, () => ({
    to: new Float32Array(padded),
    places: shuffled(padded, random),
    signs: Float32Array.from({ length: padded }, () => (random() < 0.5 ? -1 : 1) / Math.sqrt(block)),
  }))
  return {
    dimension: padded,
    rotate(vector) {
      let from = vector
      for (const { to, places, signs } of steps) {
        for (let i = 0; i < padded; i++) to[i] = (from[places[i] ?? 0] ?? 0) * (signs[i] ?? 0)
        for (let start = 0; start < padded; start += block) transform(to, start, start + block)
        from = to
      }
      return from
    },
  }
}

/** The fast Walsh–Hadamard transform of a part of an array, in its place. */
function transform(values: Float32Array, start: number, end: number): void {
  for (let half = 1; half < end - start; half *= 2) {
    for (let pair = start; pair < end; pair += 2 * half) {
      for (let i = pair; i < pair + half; i++) {
        const a = values[i] ?? 0
        const b = values[i + half] ?? 0
        values[i] = a + b
        values[i + half] = a - b
      }
    }
  }
}

function largestPowerOfTwoIn(number: number): number {
  return number & -number
}

function shuffled(length: number, random: () => number): Uint16Array {
  const places = Uint16Array.from({ length }, (_, i) => i)
  for (let i = length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1))
    const place = places[i] ?? 0
    places[i] = places[other] ?? 0
    places[other] = place
  }
  return places
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
