/** What is kept with a word: a logarithm, and a small number of the caller's choice. */
export type TrieVisitor = (end: number, weight: number, tag: number) => void

const root = 0
/** Odd numbers without a pattern, so that neighbouring edges do not share a place. */
const nodeFactor = 0x9e_37_79_b1
const codeFactor = 0x85_eb_ca_6b

/**
 * Words that are found from their beginning on. The edges lie in one hash table of typed arrays: a third of a
 * million Chinese words take 15 MB, a map of them and their beginnings four times as much.
 */
export class WordTrie {
  readonly #bits: number
  readonly #parents: Int32Array
  readonly #codes: Uint16Array
  readonly #children: Int32Array
  readonly #weights: Float32Array
  readonly #tags: Uint8Array
  #nodes = 1

  /** @param bits the table has two to the power of `bits` places; there must be more of them than edges */
  constructor(bits: number) {
    const places = 2 ** bits
    this.#bits = bits
    this.#parents = new Int32Array(places).fill(-1)
    this.#codes = new Uint16Array(places)
    this.#children = new Int32Array(places)
    this.#weights = new Float32Array(places).fill(Number.NaN)
    this.#tags = new Uint8Array(places)
  }

  add(word: string, weight: number, tag: number): void {
    let node = root
    for (let at = 0; at < word.length; at += 1) {
      const code = word.charCodeAt(at)
      const place = this.#placeOf(node, code)
      if (this.#parents[place] === -1) {
        this.#parents[place] = node
        this.#codes[place] = code
        this.#children[place] = this.#nodes++
      }
      node = this.#children[place] ?? root
    }
    this.#weights[node] = weight
    this.#tags[node] = tag
  }

  /** Calls back for each word that begins at an offset of a text, the shortest first. */
  visit(text: string, from: number, visitor: TrieVisitor): void {
    let node = root
    for (let at = from; at < text.length; at += 1) {
      const place = this.#placeOf(node, text.charCodeAt(at))
      if (this.#parents[place] === -1) return
      node = this.#children[place] ?? root
      const weight = this.#weights[node] ?? Number.NaN
      if (!Number.isNaN(weight)) visitor(at + 1, weight, this.#tags[node] ?? 0)
    }
  }

  /** Where an edge lies, or the free place where it would. */
  #placeOf(node: number, code: number): number {
    const last = this.#parents.length - 1
    let place = (Math.imul(node, nodeFactor) ^ Math.imul(code, codeFactor)) >>> (32 - this.#bits)
    while (this.#parents[place] !== -1 && (this.#parents[place] !== node || this.#codes[place] !== code)) {
      place = (place + 1) & last
    }
    return place
  }
}
