import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { LorekeepError } from '../../domain/errors.ts'
import { tokenCodesId, tokenCodesOf } from '../../domain/vectors/token-codes.ts'
import { outsideText, type TokenVectors } from '../../domain/vectors/token-vectors.ts'
import type { Embedder } from '../../ports/embedder.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

const words = /[\p{Script=Latin}\p{N}]+|\p{Script=Han}/gu
const documentsAtOnce = 16

/**
 * Texts as bags of words: each word, and each Chinese character, adds ±1 to the place that its hash gives it (feature
 * hashing, Weinberger et al. 2009). Texts that share words are near one another; nothing is understood.
 */
export function createMemoryEmbedder(dimension = 256): Embedder {
  return {
    identity: async () => ({ id: `bag-of-words-${dimension}`, dimension, tokens: tokenCodesId }),
    tokens: {
      encodeDocuments: async (texts, signal) => {
        throwIfLeft(signal)
        return texts.map((text) => ({ vector: vectorOf(text, dimension), tokens: tokenVectorsOf(text, dimension) }))
      },
      encodeQuery: async (question, signal) => {
        throwIfLeft(signal)
        const tokens = allMatches(question, words).map(([word]) => ({
          text: word,
          vector: vectorOf(word, dimension),
        }))
        return { vector: vectorOf(question, dimension), tokens }
      },
    },
    async embed(texts, purpose, signal) {
      const vectors: Float32Array[] = []
      for (const [i, text] of texts.entries()) {
        // Like the real ones, it lets a query pass between documents.
        if (purpose === 'document' && i % documentsAtOnce === 0) await setImmediate()
        throwIfLeft(signal)
        vectors.push(vectorOf(text, dimension))
      }
      return vectors
    },
    close: async () => {},
  }
}

function throwIfLeft(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new LorekeepError('cancelled', 'The embedding was cancelled.')
}

/** Each word by itself: nothing depends on its neighbours. */
function tokenVectorsOf(text: string, dimension: number): TokenVectors {
  const found = allMatches(text, words)
  const { bytesPerCode, write } = tokenCodesOf(dimension)
  const codes = new Uint8Array(found.length * bytesPerCode)
  for (const [at, [word]] of found.entries()) write(vectorOf(word, dimension), 0, codes, at * bytesPerCode)
  const spans = found.flatMap(({ 0: word, index }) => [index, index + word.length])
  return { codes, spans: Uint16Array.from(spans, (place) => Math.min(place, outsideText)) }
}

function vectorOf(text: string, dimension: number): Float32Array {
  const sums = new Float32Array(dimension)
  for (const [word] of allMatches(text.normalize('NFKC').toLowerCase(), words)) {
    const hash = createHash('sha256').update(word).digest()
    const place = hash.readUInt32LE(0) % dimension
    sums[place] = (sums[place] ?? 0) + (hash.readInt8(4) < 0 ? -1 : 1)
  }
  const length = Math.sqrt(sums.reduce((squares, value) => squares + value * value, 0))
  // A text without words, or whose words cancel out, still has a direction.
  return length === 0 ? sums.fill(1, 0, 1) : sums.map((value) => value / length)
}
