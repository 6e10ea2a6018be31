import { questionText } from '../../domain/privacy/sourced-text.ts'
import type { QueryToken } from '../../domain/vectors/token-vectors.ts'
import type { BridgedWord } from '../../ports/question-bridge.ts'
import type { GuardedEmbedder } from '../../ports/guarded-embedder.ts'
import { ifPaid } from '../if-paid.ts'
import { type Reading, readingsOf } from '../retrieval/bridge-question.ts'

/** A token of a question, with the number of the word that it stands for. */
export interface WordToken extends QueryToken {
  readonly of: number
}

export interface EncodedReadings {
  /** What nearest neighbours are searched for. Undefined when the model gave none, or may not see the question. */
  readonly vector: Float32Array | undefined
  /** The question's tokens, once for each way it may be read; none where the model shows no vectors of tokens. */
  readonly readings: readonly (readonly WordToken[])[]
}

/**
 * The vectors of a question. One that needs a bridge is read in several ways, with one meaning for each word at a time;
 * what it is searched by is then the mean.
 * @param words of a question that needs a bridge; none for any other
 */
export async function encodeQuestion(
  embedder: GuardedEmbedder,
  question: string,
  words: readonly BridgedWord[],
  signal: AbortSignal,
): Promise<EncodedReadings> {
  const { tokens: encoder } = embedder
  if (encoder === undefined) {
    const [vector] = await ifPaid(embedder.embed([questionText(question)], 'query', signal), [])
    return { vector, readings: [] }
  }
  if (words.length === 0) {
    const { vector, tokens } = await encoder.encodeQuery(question, signal)
    return { vector, readings: [tokens.map((token, of) => ({ ...token, of }))] }
  }
  const readings = readingsOf(words)
  const encoded = await Promise.all(readings.map(({ text }) => encoder.encodeQuery(text, signal)))
  return {
    vector: meanOf(encoded.map(({ vector }) => vector)),
    readings: readings.map((reading, choice) =>
      assignWords(encoded[choice]?.tokens ?? [], reading).filter(
        // A word without a further meaning was read in its last one before.
        ({ of }) => choice === 0 || choice < (words[of]?.meanings.length ?? 0),
      ),
    ),
  }
}

/** The tokens come in the order of the words, some of which have none. */
function assignWords(tokens: readonly QueryToken[], { words }: Reading): readonly WordToken[] {
  let at = 0
  return tokens.flatMap((token) => {
    const text = token.text.toLowerCase()
    const found = words.findIndex((word, index) => index >= at && word.text === text)
    if (found === -1) return []
    at = found
    return [{ ...token, of: words[found]?.of ?? 0 }]
  })
}

/** The direction of the sum, of unit length. */
function meanOf(vectors: readonly Float32Array[]): Float32Array | undefined {
  const [first, ...others] = vectors
  if (first === undefined) return undefined
  const sum = first.map((value, d) => others.reduce((total, other) => total + (other[d] ?? 0), value))
  const length = Math.hypot(...sum)
  return length === 0 ? first : sum.map((value) => value / length)
}
