import { cosineWith, tokenCodesOf } from '../../domain/vectors/token-codes.ts'
import { outsideText, type QueryToken, type TokenVectors } from '../../domain/vectors/token-vectors.ts'

/** A part of a chunk's text, in UTF-16 code units. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** Of a token's comparison with a chunk, so that thirty chunks need them made once. */
const tables = new WeakMap<QueryToken, Float32Array>()

/**
 * For each token of a question its best cosine among the tokens of a chunk, or among those that stand wholly in a part
 * of its text; 0 where there is none.
 */
export function bestMatches(question: readonly QueryToken[], chunk: TokenVectors, within?: TextRange): Float32Array {
  const { codes, spans } = chunk
  const count = spans.length / 2
  const bytesPerCode = codes.length / count
  const best = new Float32Array(question.length)
  for (const [at, token] of question.entries()) {
    const table = tableOf(token)
    let highest = -Infinity
    for (let i = 0; i < count; i++) {
      if (within !== undefined && !standsIn(within, spans[2 * i] ?? 0, spans[2 * i + 1] ?? 0)) continue
      const cosine = cosineWith(table, codes, i * bytesPerCode)
      if (cosine > highest) highest = cosine
    }
    best[at] = highest === -Infinity ? 0 : highest
  }
  return best
}

/**
 * How well a chunk answers a question, word by word: the mean of the best cosines, weighted (ColBERT, Khattab and
 * Zaharia 2020, with weights). 0 when nothing has weight.
 * @param weights of the question's tokens, in order
 */
export function maxSim(
  question: readonly QueryToken[],
  weights: readonly number[],
  chunk: TokenVectors,
  within?: TextRange,
): number {
  const best = bestMatches(question, chunk, within)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return 0
  return weights.reduce((sum, weight, at) => sum + weight * (best[at] ?? 0), 0) / total
}

function standsIn(range: TextRange, start: number, end: number): boolean {
  return start >= range.start && end <= range.end && start !== outsideText
}

function tableOf(token: QueryToken): Float32Array {
  const known = tables.get(token)
  if (known !== undefined) return known
  const table = tokenCodesOf(token.vector.length).tableOf(token.vector)
  tables.set(token, table)
  return table
}
