import type { ReadableLabels } from '../domain/access-label.ts'
import { isSameEmbedder, refuseMismatch } from '../domain/embedder-identity.ts'
import type { SearchFilters } from '../domain/passage.ts'
import { hasHan } from '../domain/language.ts'
import { type Principal, readableLabels } from '../domain/principal.ts'
import type { DocumentRegistry } from '../ports/document-registry.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { SourceFiles } from '../ports/source-files.ts'
import type { KeywordIndex } from '../ports/keyword-index.ts'
import type { TextAnalyzer } from '../ports/text-analyzer.ts'
import type { VectorIndex } from '../ports/vector-index.ts'
import { fuseScores } from './fuse-scores.ts'
import { preferNewest } from './prefer-newest.ts'
import { relatePassages } from './relate-passages.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'

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
  readonly embedder: Embedder
  readonly analyzer: TextAnalyzer
}

/** How many candidates each engine brings, at least. */
const candidatesPerEngine = 60

/** How many passages beyond those asked for are looked through for newer versions of them. */
const reserve = 4

/**
 * The share of the vector score in the fused score, by the question's writing: words decide more in
 * Chinese, which the bundled model reads only through a dictionary.
 */
const denseShare = { han: 0.4, other: 0.5 }

/**
 * Hybrid retrieval: vectors and BM25 side by side, both filtered by the caller's labels inside the
 * engine, fused by min–max normalised scores. Only chunks of published versions come out.
 */
export function createRetrieve(parts: RetrieveParts): Retrieve {
  let hasMatched = false
  return async (question, principal, asked, limit, signal) => {
    const filters = await atOriginal(parts.sourceFiles, asked)
    const labels = readableLabels(principal, await parts.registry.labelsInUse())
    if (!labels.all && labels.labels.length === 0) return []
    const depth = Math.max(candidatesPerEngine, limit * 2)
    const [vectorHits, keywordHits] = await Promise.all([
      searchVectors(question, depth, labels, filters, signal),
      parts.keywords.search(parts.analyzer.queryTerms(question), depth, labels, filters),
    ])
    const dense = new Map(vectorHits.map((hit) => [hit.chunkId, hit.similarity]))
    const keyword = new Map(keywordHits.map((hit) => [hit.chunkId, hit.score]))
    const fused = fuseScores(dense, keyword, hasHan(question) ? denseShare.han : denseShare.other)
    const ranked = [...fused].toSorted(([, a], [, b]) => b - a)
    const published = await parts.registry.passages(
      ranked.slice(0, depth).map(([chunkId]) => chunkId),
      labels,
    )
    const scored = published.slice(0, limit + reserve).map((passage) => ({
      ...passage,
      score: fused.get(passage.chunkId) ?? 0,
      dense: dense.get(passage.chunkId) ?? 0,
      keyword: keyword.get(passage.chunkId) ?? 0,
    }))
    const related = await relatePassages(parts, scored, labels)
    return preferNewest(related, parts.analyzer).slice(0, limit)
  }

  async function searchVectors(
    question: string,
    limit: number,
    labels: ReadableLabels,
    filters: SearchFilters,
    signal: AbortSignal,
  ) {
    const stored = await parts.registry.indexIdentity()
    if (stored === undefined) return []
    const own = await parts.embedder.identity(signal)
    // An index that was swapped under a running service is searched by keywords alone until it is restarted.
    if (hasMatched && !isSameEmbedder(stored, own)) return []
    refuseMismatch(stored, own)
    hasMatched = true
    const [vector] = await parts.embedder.embed([question], 'query', signal)
    return vector === undefined ? [] : parts.vectors.search(vector, limit, labels, filters, signal)
  }
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
