import { allMatches } from '../../domain/text/all-matches.ts'

/** The tokens of a vocabulary by their bytes, each byte as one character, with their rank: low ones merge first. */
export type TokenRanks = ReadonlyMap<string, number>

/** A tokenizer that only counts. */
export interface BytePairEncoder {
  /** The pieces that are encoded one by one: words with the space before them, numbers, punctuation. */
  pieces(text: string): Iterable<string>
  tokensIn(piece: string): number
}

/** Longer pieces are cut, since merging takes time by the square of the length. A cut costs a token at most. */
const longestPiece = 128

/** How many counted pieces are kept. */
const mostKept = 20_000

/**
 * Byte-pair encoding (Sennrich et al. 2016) over bytes, as in tiktoken: of all neighbours, the pair with the lowest
 * rank becomes one, until no pair is in the vocabulary. `split` must match globally and miss no character.
 */
export function createBytePairEncoder(split: RegExp, ranks: TokenRanks): BytePairEncoder {
  // Texts are made of the same words again and again.
  const counted = new Map<string, number>()
  return {
    *pieces(text) {
      for (const { 0: piece } of allMatches(text, split)) {
        for (let start = 0; start < piece.length; start += longestPiece) yield piece.slice(start, start + longestPiece)
      }
    },
    tokensIn(piece) {
      const known = counted.get(piece)
      if (known !== undefined) return known
      const bytes = Buffer.from(piece).toString('latin1')
      const tokens = ranks.has(bytes) ? 1 : tokensAfterMerging(bytes, ranks)
      if (counted.size >= mostKept) counted.clear()
      counted.set(piece, tokens)
      return tokens
    },
  }
}

function tokensAfterMerging(bytes: string, ranks: TokenRanks): number {
  // Where tokens start, and the end; at first every byte is one.
  const starts = Array.from({ length: bytes.length + 1 }, (_, i) => i)
  const rankOfPair = (i: number): number => {
    const end = starts[i + 2]
    return end === undefined ? Infinity : (ranks.get(bytes.slice(starts[i], end)) ?? Infinity)
  }
  const pairRanks = starts.map((_, i) => rankOfPair(i))
  for (;;) {
    const lowest = indexOfLowest(pairRanks)
    if (lowest === undefined) return starts.length - 1
    starts.splice(lowest + 1, 1)
    pairRanks.splice(lowest, 1)
    pairRanks[lowest] = rankOfPair(lowest)
    if (lowest > 0) pairRanks[lowest - 1] = rankOfPair(lowest - 1)
  }
}

function indexOfLowest(ranks: readonly number[]): number | undefined {
  let lowest: number | undefined
  let least = Infinity
  for (let i = 0; i < ranks.length; i++) {
    const rank = ranks[i] ?? Infinity
    if (rank < least) {
      least = rank
      lowest = i
    }
  }
  return lowest
}
