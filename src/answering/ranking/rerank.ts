import { LorekeepError } from '../../domain/errors.ts'
import type { Passage } from '../../domain/documents/passage.ts'
import { documentText, type SourcedText } from '../../domain/privacy/sourced-text.ts'
import type { BridgedWord } from '../../ports/question-bridge.ts'
import type { Log } from '../../ports/log.ts'
import type { GuardedReranker } from '../../ports/guarded-reranker.ts'
import type { TokenVectorStore } from '../../ports/token-vector-store.ts'
import { compareTokens } from './compare-tokens.ts'
import type { WordToken } from './encode-question.ts'
import type { Measure } from './fuse-scores.ts'
import { weighWords, type WeighParts } from './weigh-words.ts'

export interface RerankParts extends WeighParts {
  readonly tokenVectors: Pick<TokenVectorStore, 'of'>
  /** Where one is configured. */
  readonly reranker?: GuardedReranker | undefined
  readonly log: Log
}

/** A question as it is compared with passages. */
export interface ReadQuestion {
  readonly text: string
  readonly words: readonly BridgedWord[]
  readonly readings: readonly (readonly WordToken[])[]
}

export type Rerank = (
  question: ReadQuestion,
  passages: readonly Passage[],
  signal: AbortSignal,
) => Promise<readonly Measure[]>

/** Chosen by measurement, beside a weight of 1 for vectors and words together: see `bench/README.md`. */
const weights = { model: 3, chunk: 2, bridgedChunk: 1.5, document: 0.3 }

/**
 * Looks at candidates once more, closer: with the model that is configured, else by late interaction over the vectors of
 * tokens that were kept at the ingest. A model that fails is noted, and late interaction takes its place as it does where the
 * model may not see the question; where there are no vectors either, there is nothing to add.
 */
export function createRerank({ tokenVectors, reranker, log, ...parts }: RerankParts): Rerank {
  return async (question, passages, signal) => {
    if (passages.length === 0) return []
    return (await byModel(question.text, passages, signal)) ?? (await byTokens(question, passages))
  }

  async function byModel(
    question: string,
    passages: readonly Passage[],
    signal: AbortSignal,
  ): Promise<readonly Measure[] | undefined> {
    if (reranker === undefined) return undefined
    try {
      const scores = await reranker.scores(question, passages.map(inContext), signal)
      const all = withUnseen(scores)
      if (all === undefined) return undefined
      return [{ scores: new Map(passages.map(({ chunkId }, at) => [chunkId, all[at] ?? 0])), weight: weights.model }]
    } catch (error) {
      if (signal.aborted || !(error instanceof LorekeepError)) throw error
      log.warn('rerank.failed', { code: error.code, passages: passages.length })
      return undefined
    }
  }

  async function byTokens(
    { words, readings }: ReadQuestion,
    passages: readonly Passage[],
  ): Promise<readonly Measure[]> {
    const [first] = readings
    if (first === undefined) return []
    const [vectors, weightOfWords] = await Promise.all([
      tokenVectors.of(passages.map(({ chunkId }) => chunkId)),
      weighWords(parts, first, words),
    ])
    const { chunks, documents } = compareTokens(readings, weightOfWords, vectors)
    return [
      { scores: withMissing(chunks, passages), weight: words.length > 0 ? weights.bridgedChunk : weights.chunk },
      { scores: withMissing(documents, passages), weight: weights.document },
    ]
  }
}

/**
 * A passage that the model may not see keeps the place that it came with, and gets the score that belongs there.
 * @param scores of passages that come best first
 */
function withUnseen(scores: readonly (number | undefined)[]): readonly number[] | undefined {
  const seen = scores.filter((score) => score !== undefined).toSorted((a, b) => b - a)
  if (seen.length === 0) return undefined
  return scores.map((score, at) => score ?? seen[Math.floor((at * seen.length) / scores.length)] ?? 0)
}

/** A chunk whose vectors are not there yet counts as an ordinary one. */
function withMissing(scores: ReadonlyMap<string, number>, passages: readonly Passage[]): ReadonlyMap<string, number> {
  if (scores.size === 0) return scores
  const mean = [...scores.values()].reduce((sum, score) => sum + score, 0) / scores.size
  return new Map(passages.map(({ chunkId }) => [chunkId, scores.get(chunkId) ?? mean]))
}

/** A passage with the words it stands under. */
function inContext({ title, headingPath, text, classification }: Passage): SourcedText {
  const headings = [title, ...headingPath.filter((heading) => heading !== title)]
  return documentText(`${headings.join(' > ')}\n${text}`, classification)
}
