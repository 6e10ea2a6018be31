import type { TokenVectors } from '../../../domain/vectors/token-vectors.ts'

const mostBytes = 64 * 1024 * 1024

/** Token vectors used lately, up to a number of bytes. A chunk's never change, since its id follows from its content. */
export class RecentTokenVectors {
  /** Least recently used first. */
  readonly #known = new Map<string, TokenVectors>()
  readonly #mostBytes: number
  #bytes = 0

  constructor(bytes = mostBytes) {
    this.#mostBytes = bytes
  }

  get(madeWith: string, chunkId: string): TokenVectors | undefined {
    const key = keyOf(madeWith, chunkId)
    const tokens = this.#known.get(key)
    if (tokens === undefined) return undefined
    this.#known.delete(key)
    this.#known.set(key, tokens)
    return tokens
  }

  set(madeWith: string, chunkId: string, tokens: TokenVectors): void {
    const key = keyOf(madeWith, chunkId)
    this.#forget(key)
    this.#known.set(key, tokens)
    this.#bytes += bytesOf(tokens)
    for (const oldest of this.#known.keys()) {
      if (this.#bytes <= this.#mostBytes) return
      this.#forget(oldest)
    }
  }

  #forget(key: string): void {
    const tokens = this.#known.get(key)
    if (tokens === undefined) return
    this.#known.delete(key)
    this.#bytes -= bytesOf(tokens)
  }
}

function keyOf(madeWith: string, chunkId: string): string {
  return `${madeWith} ${chunkId}`
}

function bytesOf({ codes, spans }: TokenVectors): number {
  return codes.byteLength + spans.byteLength
}
