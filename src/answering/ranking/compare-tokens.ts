import { versionOf } from '../../domain/documents/chunk.ts'
import type { TokenVectors } from '../../domain/vectors/token-vectors.ts'
import type { WordToken } from './encode-question.ts'
import { bestMatches } from './late-interaction.ts'

/** How well chunks answer a question, and the documents they are from; neither for chunks without vectors of tokens. */
export interface TokenComparison {
  readonly chunks: ReadonlyMap<string, number>
  /** By the id of a chunk: how much of the question its document answers, with all of its chunks that were found. */
  readonly documents: ReadonlyMap<string, number>
}

/**
 * Late interaction (ColBERT, Khattab and Zaharia 2020): for each word of the question its best cosine in a chunk, in
 * whichever reading of the question fits best, weighted by what the word says.
 * @param weights of the words, by their number
 */
export function compareTokens(
  readings: readonly (readonly WordToken[])[],
  weights: readonly number[],
  vectors: ReadonlyMap<string, TokenVectors>,
): TokenComparison {
  const documents = new Map<string, Float32Array>()
  const chunks = new Map<string, number>()
  for (const [chunkId, tokens] of vectors) {
    const matches = matchesOf(readings, weights.length, tokens)
    chunks.set(chunkId, weighted(matches, weights))
    const known = documents.get(versionOf(chunkId))
    documents.set(
      versionOf(chunkId),
      known === undefined ? matches : known.map((match, of) => Math.max(match, matches[of] ?? 0)),
    )
  }
  const byChunk = [...chunks.keys()].map((chunkId) => {
    const matches = documents.get(versionOf(chunkId)) ?? new Float32Array()
    return [chunkId, weighted(matches, weights)] as const
  })
  return { chunks, documents: new Map(byChunk) }
}

/** For each word the mean of its tokens' best cosines, in its best reading; −1 where no reading has a token of it. */
function matchesOf(readings: readonly (readonly WordToken[])[], words: number, chunk: TokenVectors): Float32Array {
  const best = new Float32Array(words).fill(-1)
  for (const tokens of readings) {
    const sums = new Float32Array(words)
    const counts = new Uint16Array(words)
    for (const [at, match] of bestMatches(tokens, chunk).entries()) {
      const of = tokens[at]?.of ?? 0
      sums[of] = (sums[of] ?? 0) + match
      counts[of] = (counts[of] ?? 0) + 1
    }
    for (const [of, count] of counts.entries()) {
      if (count > 0) best[of] = Math.max(best[of] ?? -1, (sums[of] ?? 0) / count)
    }
  }
  return best
}

function weighted(matches: Float32Array, weights: readonly number[]): number {
  let sum = 0
  let total = 0
  for (const [of, match] of matches.entries()) {
    if (match <= -1) continue
    sum += match * (weights[of] ?? 0)
    total += weights[of] ?? 0
  }
  return total === 0 ? 0 : sum / total
}
