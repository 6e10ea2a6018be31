/** Bins of a sketch. The estimate of a share s is off by about √(s(1−s)/bins): six points at most. */
const bins = 64
const digitsPerBin = 8
const binsPerBand = 4
/** Words in a row, or Chinese characters, that are compared as one. */
const shingleLength = 3
/** A text of fewer shingles says too little to be compared. */
const leastShingles = 40

/**
 * A signature of a text, in hex, that tells how many shingles of three words it shares with another:
 * MinHash (Broder 1997) with one permutation (Li, Owen and Zhang 2012) and empty bins filled by rotation
 * (Shrivastava and Li 2014). Case, spaces and punctuation do not matter. Undefined for short texts.
 */
export function sketchOf(text: string): string | undefined {
  const words = text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []
  if (words.length < leastShingles + shingleLength - 1) return undefined
  const least = Array.from<number | undefined>({ length: bins })
  const hashes = words.map(hashOf)
  for (let at = 0; at + shingleLength <= hashes.length; at += 1) {
    const hash = hashOfShingle(hashes, at)
    const bin = hash % bins
    const known = least[bin]
    if (known === undefined || hash < known) least[bin] = hash
  }
  return filled(least)
    .map((value) => value.toString(16).padStart(digitsPerBin, '0'))
    .join('')
}

/** The share of shingles that two texts have in common (Jaccard), estimated from their sketches: 0…1. */
export function similarityOf(a: string, b: string): number {
  let same = 0
  for (let at = 0; at < bins * digitsPerBin; at += digitsPerBin) {
    if (a.slice(at, at + digitsPerBin) === b.slice(at, at + digitsPerBin)) same += 1
  }
  return same / bins
}

/**
 * Keys of which texts that have four fifths in common almost surely share one, and texts that have a
 * fifth in common hardly ever (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4).
 */
export function bandsOf(sketch: string): readonly string[] {
  const length = binsPerBand * digitsPerBin
  return Array.from({ length: bins / binsPerBand }, (_, band) => {
    return `${band}:${sketch.slice(band * length, (band + 1) * length)}`
  })
}

/** 32-bit FNV-1a over UTF-16 code units (Fowler, Noll and Vo). */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** Mixes the hashes of a shingle's words with the last step of MurmurHash3, so that all bits are even. */
function hashOfShingle(hashes: readonly number[], start: number): number {
  let hash = 0
  for (let at = start; at < start + shingleLength; at += 1) {
    hash = Math.imul(hash ^ (hashes[at] ?? 0), 0x85ebca6b)
    hash ^= hash >>> 13
    hash = Math.imul(hash, 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  return hash >>> 0
}

function filled(least: readonly (number | undefined)[]): readonly number[] {
  return least.map((value, bin) => {
    for (let step = 0; step < bins; step += 1) {
      const other = least[(bin + step) % bins]
      // The distance is mixed in, lest two sketches agree in bins that neither filled.
      if (other !== undefined) return step === 0 ? other : Math.imul(other, step + 1) >>> 0
    }
    return value ?? 0
  })
}
