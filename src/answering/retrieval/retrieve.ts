import type { ReadableLabels } from '../../domain/access/access-label.ts'
import { isSameEmbedder, refuseMismatch } from '../../domain/vectors/embedder-identity.ts'
import type { Passage, SearchFilters } from '../../domain/documents/passage.ts'
import { hasHan, type Language, languageOf } from '../../domain/language.ts'
import { type Principal, readableLabels } from '../../domain/access/principal.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { GuardedEmbedder } from '../../ports/guarded-embedder.ts'
import type { SourceFiles } from '../../ports/source-files.ts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { BridgedWord, QuestionBridge } from '../../ports/question-bridge.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import type { VectorHit, VectorIndex } from '../../ports/vector-index.ts'
import { wordsInOtherLanguage } from './bridge-question.ts'
import { documentScores } from '../ranking/document-scores.ts'
import { encodeQuestion, type EncodedReadings } from '../ranking/encode-question.ts'
import { ifPaid } from '../if-paid.ts'
import { foldDuplicates } from './fold-duplicates.ts'
import { fuseScores, type Measure } from '../ranking/fuse-scores.ts'
import { guessWordScores } from '../ranking/guess-word-scores.ts'
import { preferNewest } from './prefer-newest.ts'
import { relatePassages } from './relate-passages.ts'
import type { Rerank } from '../ranking/rerank.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'
import { searchVectors } from './search-vectors.ts'

/** How many passages are evidence for an answer. */
export const evidencePassages = 8

export type Retrieve = (
  question: string,
  principal: Principal,
  filters: SearchFilters,
  limit: number,
  signal: AbortSignal,
) => Promise<readonly RetrievedPassage[]>

export interface RetrieveParts {
  readonly registry: DocumentRegistry
  readonly sourceFiles: Pick<SourceFiles, 'duplicatesOf' | 'duplicatesAt'>
  readonly vectors: VectorIndex
  readonly keywords: KeywordIndex
  readonly embedder: GuardedEmbedder
  readonly analyzer: TextAnalyzer
  /** Absent where the embedding model itself reads several languages. */
  readonly bridge?: QuestionBridge | undefined
  readonly rerank: Rerank
}

/** How many candidates each engine brings, at least. */
const candidatesPerEngine = 60

/** How many chunks found by their words say something about their documents. */
const keywordDepth = 200

/** How many candidates are looked at once more. Beyond forty nothing was gained. */
const reranked = 40

/** How many passages beyond those asked for are looked through for newer versions and copies of them. */
const reserve = 4

/**
 * The share of the vector score beside the words, by the question's writing: words decide more in
 * Chinese, which the bundled model reads only through a dictionary.
 */
const denseShare = { han: 0.3, other: 0.5 }

/** What the words found elsewhere in a chunk's document count beside its own. */
const documentShare = 0.4

/**
 * What it counts that a passage is in the language of the question, by the question's writing. Where documents exist in
 * both, the words that lead a Chinese question over to English would put the translation first; an English one finds its
 * own by its words.
 */
const ownLanguageShare = { han: 0.3, other: 0 }

/**
 * Hybrid retrieval: vectors and BM25 side by side, both held against the caller's labels, fused by min–max normalised scores, the best looked at once more. Only chunks of published
 * versions come out. The weights were chosen by measurement (`bench/README.md`).
 */
export function createRetrieve(parts: RetrieveParts): Retrieve {
  let hasMatched = false
  return async (question, principal, asked, limit, signal) => {
    const filters = await atOriginal(parts.sourceFiles, asked)
    const labels = readableLabels(principal, await parts.registry.labelsInUse())
    if (!labels.all && labels.labels.length === 0) return []
    const depth = Math.max(candidatesPerEngine, limit * 2)
    const words = (await parts.bridge?.wordsOf(question, signal)) ?? []
    const [{ readings, hits: vectorHits }, keywordHits] = await Promise.all([
      nearest(question, words, depth, labels, filters, signal),
      parts.keywords.search(
        [...parts.analyzer.queryTerms(question), ...wordsInOtherLanguage(words, parts.analyzer)],
        Math.max(keywordDepth, depth),
        labels,
        filters,
      ),
    ])
    const writing = hasHan(question) ? 'han' : 'other'
    const found = measure(vectorHits, keywordHits, depth, denseShare[writing])
    const fused = fuseScores(found.ids, found.measures)
    const candidates = await parts.registry.passages(bestOf(fused, Math.max(depth, reranked)), labels)
    const closer = await parts.rerank({ text: question, words, readings }, candidates.slice(0, reranked), signal)
    const scores = withRest(
      candidates,
      (first) => measuresAmong(first, found, words.length > 0 ? undefined : languageOf(question)),
      [...closer, ownLanguage(question, candidates, ownLanguageShare[writing])],
      fused,
    )
    const best = candidates
      .map((passage) => ({
        ...passage,
        score: scores.get(passage.chunkId) ?? 0,
        dense: found.dense.get(passage.chunkId) ?? 0,
        keyword: found.keyword.get(passage.chunkId) ?? 0,
      }))
      .toSorted((a, b) => b.score - a.score)
      .slice(0, limit + reserve)
    const scored = await withUnread(parts, best, found, signal)
    const related = await relatePassages(parts, scored, labels)
    return foldDuplicates(preferNewest(related, parts.analyzer), parts.analyzer).slice(0, limit)
  }

  async function nearest(
    question: string,
    words: readonly BridgedWord[],
    limit: number,
    labels: ReadableLabels,
    filters: SearchFilters,
    signal: AbortSignal,
  ): Promise<{ readonly hits: readonly VectorHit[]; readonly readings: EncodedReadings['readings'] }> {
    const nothing = { hits: [], readings: [] }
    const stored = await parts.registry.indexIdentity()
    if (stored === undefined) return nothing
    const own = await ifPaid(parts.embedder.identity(signal), undefined)
    if (own === undefined) return nothing
    // An index that was swapped under a running service is searched by keywords alone until it is restarted.
    if (hasMatched && !isSameEmbedder(stored, own)) return nothing
    refuseMismatch(stored, own)
    hasMatched = true
    const { vector, readings } = await encodeQuestion(parts.embedder, question, words, signal)
    if (vector === undefined) return nothing
    return { hits: await searchVectors(parts, vector, { limit, labels, filters }, signal), readings }
  }
}

interface Found {
  readonly ids: ReadonlySet<string>
  readonly dense: ReadonlyMap<string, number>
  readonly keyword: ReadonlyMap<string, number>
  /** Of vectors, then of words. */
  readonly measures: readonly [Measure, ...Measure[]]
}

/**
 * Marks passages that there is no vector of, or none of the question, as where the policy keeps the text from the model. With
 * vectors of tokens they are compared by these.
 */
async function withUnread(
  { embedder, vectors }: Pick<RetrieveParts, 'embedder' | 'vectors'>,
  passages: readonly RetrievedPassage[],
  { dense }: Found,
  signal: AbortSignal,
): Promise<readonly RetrievedPassage[]> {
  if (embedder.tokens !== undefined) return passages
  const unfound = passages.map(({ chunkId }) => chunkId).filter((id) => !dense.has(id))
  if (unfound.length === 0) return passages
  // Without any hit there was no vector to search by.
  const there = dense.size === 0 ? new Map() : await vectors.vectorsOf(unfound, signal)
  const unread = new Set(unfound.filter((id) => !there.has(id)))
  return passages.map((passage) => (unread.has(passage.chunkId) ? { ...passage, isUnread: true } : passage))
}

/** What the two engines say of the chunks that either puts among its first. */
function measure(
  vectorHits: readonly VectorHit[],
  keywordHits: readonly { readonly chunkId: string; readonly score: number }[],
  depth: number,
  share: number,
): Found {
  const dense = new Map(vectorHits.map((hit) => [hit.chunkId, hit.similarity]))
  const keyword = new Map(keywordHits.map((hit) => [hit.chunkId, hit.score]))
  const ids = new Set([...dense.keys(), ...keywordHits.slice(0, depth).map(({ chunkId }) => chunkId)])
  const ofDocument = documentScores(keywordHits)
  const document = new Map([...ids].map((id) => [id, ofDocument(id) ?? 0]))
  return {
    ids,
    dense,
    keyword,
    measures: [
      { scores: dense, weight: share },
      { scores: keyword, weight: 1 - share },
      { scores: document, weight: documentShare },
    ],
  }
}

/** Those looked at once more by all that is known of them, and behind them the rest in the order they had. */
function withRest(
  candidates: readonly Passage[],
  measuresOf: (first: readonly Passage[]) => readonly Measure[],
  closer: readonly Measure[],
  fused: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  if (closer.length === 0) return fused
  const first = candidates.slice(0, reranked)
  const ids = first.map(({ chunkId }) => chunkId)
  const best = fuseScores(ids, [...measuresOf(first), ...closer])
  const least = Math.min(...best.values())
  const rest = candidates.slice(reranked).map(({ chunkId }) => [chunkId, least * (fused.get(chunkId) ?? 0)] as const)
  return new Map([...best, ...rest])
}

/**
 * What the engines said of some passages, beside each other anew.
 * @param language of a question whose words have no way into another one
 */
function measuresAmong(
  passages: readonly Passage[],
  { measures: [vectors, ...ofWords] }: Found,
  language: Language | undefined,
): readonly Measure[] {
  const among = new Set(passages.map(({ chunkId }) => chunkId))
  const known = ({ scores, weight }: Measure) => ({
    scores: new Map([...scores].filter(([id]) => among.has(id))),
    weight,
  })
  const byVector = known(vectors)
  const byWords = ofWords.map(known)
  if (language === undefined) return [byVector, ...byWords]
  return [byVector, ...byWords.map((measure) => guessWordScores(measure, byVector.scores, passages, language))]
}

function ownLanguage(question: string, candidates: readonly Passage[], weight: number): Measure {
  const language = languageOf(question)
  return {
    scores: new Map(candidates.map((passage) => [passage.chunkId, passage.language === language ? 1 : 0])),
    weight,
  }
}

function bestOf(scores: ReadonlyMap<string, number>, most: number): readonly string[] {
  return [...scores]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([id]) => id)
}

/** Whoever asks for the path of a duplicate means the document that stands for it. */
async function atOriginal(
  sourceFiles: Pick<SourceFiles, 'duplicatesAt'>,
  filters: SearchFilters,
): Promise<SearchFilters> {
  const { source, ...rest } = filters
  if (source === undefined || rest.documentId !== undefined) return filters
  const [duplicate] = await sourceFiles.duplicatesAt(source)
  return duplicate === undefined ? filters : { ...rest, documentId: duplicate.documentId }
}
