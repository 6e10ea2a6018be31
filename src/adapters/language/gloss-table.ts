const newline = 10

/**
 * The glosses of a file that {@link compileCedict} wrote. The file's bytes are searched as they are: 7 MB instead of the
 * 30 MB that a map would take.
 */
export class GlossTable {
  readonly #bytes: Buffer
  readonly #lineStarts: Uint32Array

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#lineStarts = lineStartsOf(bytes)
  }

  /** The first gloss of exactly this word. */
  glossOf(word: string): string | undefined {
    return this.glossesOf(word)[0]
  }

  /** The glosses of exactly this word, the first one first. */
  glossesOf(word: string): readonly string[] {
    const key = Buffer.from(`${word}\t`)
    let low = 0
    let high = this.#lineStarts.length - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const start = this.#lineStarts[middle] ?? 0
      const order = this.#compareWord(start, key)
      if (order === 0) {
        return this.#bytes.toString('utf8', start + key.length, this.#bytes.indexOf(newline, start)).split('\t')
      }
      if (order < 0) low = middle + 1
      else high = middle - 1
    }
    return []
  }

  /** The tab behind the word takes part: it is less than any byte of a word, so shorter words come first. */
  #compareWord(start: number, key: Buffer): number {
    return this.#bytes.compare(key, 0, key.length, start, Math.min(start + key.length, this.#bytes.length))
  }
}

function lineStartsOf(bytes: Buffer): Uint32Array {
  const starts: number[] = []
  for (let start = 0; start < bytes.length; start = bytes.indexOf(newline, start) + 1) starts.push(start)
  return Uint32Array.from(starts)
}
