const { imul } = Math

/**
 * Numbers from 0 to 1 that look random and are the same for the same seed, so that a comparison says the
 * same every time (mulberry32, T. Ettinger 2017).
 */
export function createRandomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
