import { LorekeepError } from '../../../domain/errors.ts'
import { outsideText, type TokenVectors } from '../../../domain/vectors/token-vectors.ts'
import type { Embedder } from '../../../ports/embedder.ts'
import type { EncodedQuestion, TokenEncoder } from '../../../ports/token-encoder.ts'
import type { EmbeddedText } from './embedding-protocol.ts'
import type { EmbeddingThreads } from './embedding-threads.ts'
import { RecentQuestions } from './recent-questions.ts'

/** What a model wants before texts. */
export interface Prefixes {
  readonly query: string
  readonly document: string
}

/** An embedder, but for its identity, over threads that embed. */
export function embedWith(threads: EmbeddingThreads, prefixes: Prefixes): Omit<Embedder, 'identity'> {
  return {
    async embed(texts, purpose, signal) {
      const embedded = await threads.run({ texts, prefix: prefixes[purpose], tokens: 'none' }, purpose, signal)
      return embedded.map(({ vector }) => vector)
    },
    tokens: createTokenEncoder(threads, prefixes),
    close: () => threads.close(),
  }
}

function createTokenEncoder(threads: EmbeddingThreads, prefixes: Prefixes): TokenEncoder {
  const recent = new RecentQuestions()
  return {
    async encodeDocuments(texts, signal) {
      const task = { texts, prefix: prefixes.document, tokens: 'codes' } as const
      const embedded = await threads.run(task, 'document', signal)
      return embedded.map((text) => ({ vector: text.vector, tokens: tokenVectorsOf(text) }))
    },
    encodeQuery: (question, signal) =>
      recent.of(question, async () => {
        const task = { texts: [question], prefix: prefixes.query, tokens: 'vectors' } as const
        const [text] = await threads.run(task, 'query', signal)
        if (text === undefined) throw new LorekeepError('model-answer-invalid', 'The embedding model gave no vector.')
        return questionOf(question, text)
      }),
  }
}

function tokenVectorsOf({ codes, spans }: EmbeddedText): TokenVectors {
  return { codes, spans: Uint16Array.from(spans, (place) => Math.min(place, outsideText)) }
}

function questionOf(question: string, { vector, words, vectors }: EmbeddedText): EncodedQuestion {
  const { length: dimension } = vector
  const tokens = Array.from({ length: words.length / 2 }, (_, i) => ({
    text: question.slice(words[2 * i], words[2 * i + 1]),
    vector: vectors.slice(i * dimension, (i + 1) * dimension),
  }))
  return { vector, tokens }
}
