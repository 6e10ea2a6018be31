import { languageOf } from '../../domain/language.ts'
import { type Sentence, sentencesOf } from '../../domain/text/sentences.ts'
import type { QueryToken, TokenVectors } from '../../domain/vectors/token-vectors.ts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import type { TokenEncoder } from '../../ports/token-encoder.ts'
import type { TokenVectorStore } from '../../ports/token-vector-store.ts'
import { bestMatches } from '../ranking/late-interaction.ts'
import { answeringSentences, headsOfTables } from './quotable.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'
import { coverage, type TermWeight, weighTerms } from './term-weights.ts'

/** A question as it is compared with passages. */
export interface QuestionReading {
  readonly text: string
  readonly terms: readonly string[]
  readonly weight: TermWeight
  /** Empty where the embedding model gives no vectors of tokens. */
  readonly tokens: readonly QueryToken[]
}

/** A sentence of a passage beside the question. */
export interface ComparedSentence {
  readonly sentence: Sentence
  readonly terms: ReadonlySet<string>
  /** The terms of the nearest heading, and of the head of its table. */
  readonly under: ReadonlySet<string>
  /** Share of the question's weighted terms that it or the heading above it holds, 0…1. */
  readonly coverage: number
  /** The best cosine among its tokens for each of the question's; empty without vectors of tokens. */
  readonly matches: Float32Array
  /** Their mean; undefined without vectors of tokens. */
  readonly likeness?: number
}

/** A passage beside the question. */
export interface ComparedPassage {
  readonly passage: RetrievedPassage
  /** Its terms, and those of its title and headings. */
  readonly terms: ReadonlySet<string>
  readonly coverage: number
  /** As of a sentence; without vectors of tokens the cosine of question and passage. */
  readonly likeness: number
  /** The best cosine for each of the question's tokens; empty without vectors of tokens. */
  readonly matches: Float32Array
  readonly sentences: readonly ComparedSentence[]
}

export interface Comparison {
  readonly question: QuestionReading
  readonly passages: readonly ComparedPassage[]
}

export type CompareQuestion = (
  question: string,
  passages: readonly RetrievedPassage[],
  signal: AbortSignal,
) => Promise<Comparison>

export interface CompareParts {
  readonly keywords: Pick<KeywordIndex, 'statistics'>
  readonly analyzer: TextAnalyzer
  /** Absent where the embedding model gives one vector for a whole text only. */
  readonly tokens?: {
    readonly encoder: Pick<TokenEncoder, 'encodeQuery'>
    readonly store: Pick<TokenVectorStore, 'of'>
  }
}

/**
 * Lays passages and their sentences beside a question: by the rarity-weighted words that they share, and by late
 * interaction (ColBERT, Khattab and Zaharia 2020) over the vectors that were kept at the ingest, so that only the
 * question is encoded.
 */
export function createCompareQuestion({ keywords, analyzer, tokens: late }: CompareParts): CompareQuestion {
  return async (text, passages, signal) => {
    const terms = analyzer.queryTerms(text)
    const [weight, tokens, vectors] = await Promise.all([
      weighTerms(keywords, terms),
      late === undefined ? [] : late.encoder.encodeQuery(text, signal).then((encoded) => encoded.tokens),
      late === undefined ? noVectors : late.store.of(passages.map(({ chunkId }) => chunkId)),
    ])
    const question = { text, terms, weight, tokens }
    return {
      question,
      passages: passages.map((passage) => comparePassage(question, passage, vectors.get(passage.chunkId), analyzer)),
    }
  }
}

/** Across languages no words are shared; so much of the likeness stands for them. */
const foreignShare = 0.75

/** The likeness of a passage that holds all words of a question, about: so much of their share stands for an unknown one. */
const usualLikeness = 0.6

const noVectors: ReadonlyMap<string, TokenVectors> = new Map()

function comparePassage(
  question: QuestionReading,
  passage: RetrievedPassage,
  vectors: TokenVectors | undefined,
  analyzer: TextAnalyzer,
): ComparedPassage {
  const sentences = sentencesOf(passage.text).map((sentence) => ({
    sentence,
    terms: new Set(analyzer.documentTerms(sentence.text)),
  }))
  const headings = analyzer.documentTerms([passage.title, ...passage.headingPath].join('\n'))
  const nearestHeading = analyzer.documentTerms(passage.headingPath.at(-1) ?? passage.title)
  const terms = new Set([headings, ...sentences.map((sentence) => [...sentence.terms])].flat())
  const answering = new Set(answeringSentences(passage.text).map(({ start }) => start))
  const known = question.tokens.length > 0 ? vectors : undefined
  const matches = matchesOf(question, known)
  const headOf = headsOfTables(passage.text)
  const isForeign = passage.language !== languageOf(question.text)
  const likeness =
    known !== undefined
      ? meanOf(matches)
      : passage.isUnread
        ? usualLikeness * coverage(question.terms, terms, question.weight)
        : passage.dense
  const covered = (held: ReadonlySet<string>, like: number) => {
    const share = coverage(question.terms, held, question.weight)
    return isForeign ? Math.max(share, foreignShare * like) : share
  }
  return {
    passage,
    terms,
    coverage: covered(terms, likeness),
    likeness,
    matches,
    sentences: sentences.flatMap(({ sentence, terms: own }) => {
      if (!answering.has(sentence.start)) return []
      const ownMatches = matchesOf(question, known, sentence)
      const ownLikeness = known === undefined ? undefined : meanOf(ownMatches)
      const head = headOf(sentence)
      return {
        sentence,
        terms: own,
        under: new Set([...nearestHeading, ...(head === undefined ? [] : analyzer.documentTerms(head.text))]),
        coverage: covered(new Set([...own, ...nearestHeading]), ownLikeness ?? likeness),
        matches: ownMatches,
        ...(ownLikeness !== undefined && { likeness: ownLikeness }),
      }
    }),
  }
}

function matchesOf(
  question: QuestionReading,
  vectors: TokenVectors | undefined,
  within?: Pick<Sentence, 'start' | 'end'>,
): Float32Array {
  return vectors === undefined ? new Float32Array() : bestMatches(question.tokens, vectors, within)
}

function meanOf(values: Float32Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
