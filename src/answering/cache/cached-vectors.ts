/** How many of the nearest by their signs are compared closely. */
const comparedClosely = 24

/** A stored vector that is near a wanted one. */
export interface NearVector {
  readonly key: string
  /** Cosine, as far as eight bits for each dimension tell. */
  readonly similarity: number
}

/**
 * Vectors of unit length in memory, found by cosine. Each is kept as its signs, one bit for each dimension, by which all
 * are looked through, and in eight bits a dimension, by which the nearest are compared (Charikar 2002: the share of
 * differing signs grows with the angle). 100,000 of 384 dimensions take 43 MB.
 */
export class CachedVectors {
  readonly #dimension: number
  readonly #words: number
  readonly #slots = new Map<string, number>()
  readonly #keys: string[] = []
  #signs: Uint32Array
  #bytes: Int8Array
  #scales: Float32Array

  constructor(dimension: number) {
    this.#dimension = dimension
    this.#words = Math.ceil(dimension / 32)
    this.#signs = new Uint32Array(this.#words * 16)
    this.#bytes = new Int8Array(dimension * 16)
    this.#scales = new Float32Array(16)
  }

  get size(): number {
    return this.#keys.length
  }

  set(key: string, vector: Float32Array): void {
    const slot = this.#slots.get(key) ?? this.#newSlot(key)
    this.#signs.set(signsOf(vector, this.#words), slot * this.#words)
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1
    for (const [d, value] of vector.entries()) {
      this.#bytes[slot * this.#dimension + d] = Math.round((value / largest) * 127)
    }
    this.#scales[slot] = largest / 127
  }

  delete(key: string): void {
    const slot = this.#slots.get(key)
    if (slot === undefined) return
    const last = this.#keys.length - 1
    const moved = this.#keys[last] ?? key
    this.#signs.copyWithin(slot * this.#words, last * this.#words, (last + 1) * this.#words)
    this.#bytes.copyWithin(slot * this.#dimension, last * this.#dimension, (last + 1) * this.#dimension)
    this.#scales[slot] = this.#scales[last] ?? 0
    this.#keys[slot] = moved
    this.#slots.set(moved, slot)
    this.#keys.pop()
    this.#slots.delete(key)
  }

  /**
   * The one that comes nearest.
   * @param least the cosine that it has to reach; undefined where none does
   */
  nearest(vector: Float32Array, least: number): NearVector | undefined {
    if (vector.length !== this.#dimension) return undefined
    let best: NearVector | undefined
    for (const slot of this.#nearestBySigns(signsOf(vector, this.#words), least)) {
      const similarity = this.#cosine(vector, slot)
      if (similarity >= (best?.similarity ?? least)) best = { key: this.#keys[slot] ?? '', similarity }
    }
    return best
  }

  #newSlot(key: string): number {
    const slot = this.#keys.length
    if (slot === this.#scales.length) {
      this.#signs = grown(this.#signs, Uint32Array)
      this.#bytes = grown(this.#bytes, Int8Array)
      this.#scales = grown(this.#scales, Float32Array)
    }
    this.#keys.push(key)
    this.#slots.set(key, slot)
    return slot
  }

  /**
   * The slots whose signs differ least from the wanted ones, of those that may reach the cosine. Most are told by a
   * third of their signs to be too far away.
   */
  #nearestBySigns(wanted: Uint32Array, least: number): readonly number[] {
    const [signs, words] = [this.#signs, this.#words]
    const first = Math.ceil(words / 3)
    const [most, mostOfFirst] = [differingSigns(words * 32, least), differingSigns(first * 32, least)]
    const near: { readonly slot: number; readonly distance: number }[] = []
    for (let slot = 0, from = 0; slot < this.#keys.length; slot += 1, from += words) {
      let distance = 0
      for (let w = 0; w < first; w += 1) distance += bitsSet((signs[from + w] ?? 0) ^ (wanted[w] ?? 0))
      if (distance > mostOfFirst) continue
      for (let w = first; w < words; w += 1) distance += bitsSet((signs[from + w] ?? 0) ^ (wanted[w] ?? 0))
      if (distance <= most) near.push({ slot, distance })
    }
    return near
      .toSorted((a, b) => a.distance - b.distance)
      .slice(0, comparedClosely)
      .map(({ slot }) => slot)
  }

  #cosine(vector: Float32Array, slot: number): number {
    const from = slot * this.#dimension
    let sum = 0
    for (let d = 0; d < this.#dimension; d += 1) sum += (vector[d] ?? 0) * (this.#bytes[from + d] ?? 0)
    return sum * (this.#scales[slot] ?? 0)
  }
}

function signsOf(vector: Float32Array, words: number): Uint32Array {
  const signs = new Uint32Array(words)
  for (const [d, value] of vector.entries()) if (value > 0) signs[d >> 5] = (signs[d >> 5] ?? 0) | (1 << (d & 31))
  return signs
}

/** So many standard deviations more than expected hardly ever differ. */
const spared = 5

/** The most signs of so many that differ where the cosine is no less: on average the angle's share of half a turn. */
function differingSigns(signs: number, cosine: number): number {
  const share = Math.acos(Math.min(1, Math.max(-1, cosine))) / Math.PI
  return signs * share + spared * Math.sqrt(signs * share * (1 - share))
}

/** How many bits of a word are set (Warren, "Hacker's Delight", 5-1). */
function bitsSet(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function grown<T extends Uint32Array | Int8Array | Float32Array>(array: T, type: new (length: number) => T): T {
  const larger = new type(array.length * 2)
  larger.set(array)
  return larger
}
