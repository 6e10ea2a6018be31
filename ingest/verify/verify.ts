import type { Difference, VerifyReport } from '../../src/domain/ingest/verify-report.ts'
import type { AnswerCache } from '../../src/ports/answer-cache.ts'
import type { KeywordIndex } from '../../src/ports/keyword-index.ts'
import type { Ingest, IngestParts } from '../ingest.ts'
import { holdIndex } from '../hold-index.ts'
import { compareCache } from './compare-cache.ts'
import { compareFiles } from './compare-files.ts'
import { compareKeywords } from './compare-keywords.ts'
import { compareTexts } from './compare-texts.ts'
import { compareTokenVectors } from './compare-token-vectors.ts'
import { compareVectors } from './compare-vectors.ts'
import { repair } from './repair.ts'

export interface VerifyParts extends IngestParts {
  readonly keywords: KeywordIndex
  readonly cache: AnswerCache
  readonly ingest: Ingest
}

export interface VerifyRequest {
  /** Looks only at the files of this source; everything else is compared whole. */
  readonly source?: string
  /** Mends what differs, then compares once more. */
  readonly repair: boolean
  readonly actor: string
}

/** Called when the next comparison begins. */
export type OnStep = (step: string) => void

/**
 * Compares files, registry, texts, vectors, keyword index and the answers remembered by this process,
 * and names every difference by document. Nothing is changed unless a repair is asked for.
 */
export type Verify = (request: VerifyRequest, onStep: OnStep, signal: AbortSignal) => Promise<VerifyReport>

export function createVerify(parts: VerifyParts): Verify {
  return async (request, onStep, signal) => {
    const startedAt = parts.clock()
    // Whatever is being ingested would look like a difference.
    const compare = () => holdIndex(parts.lock, 'asked', signal, (held) => compareAll(parts, request, onStep, held))
    const first = await compare()
    const report = (differences: readonly Difference[], repaired: boolean, problems: readonly string[] = []) => ({
      ...first.counts,
      differences,
      repaired,
      problems,
      milliseconds: parts.clock() - startedAt,
    })
    if (!request.repair || first.differences.length === 0) return report(first.differences, false)
    onStep('Mending')
    const problems = await repair(parts, first.differences, request.actor, signal)
    const { differences } = await compare()
    return report(differences, differences.length === 0, problems)
  }
}

async function compareAll(parts: VerifyParts, request: VerifyRequest, onStep: OnStep, signal: AbortSignal) {
  onStep('Comparing files with the registry')
  const files = await compareFiles(parts, request.source, signal)
  onStep('Comparing chunks with texts')
  const texts = await compareTexts(parts.registry, signal)
  onStep('Comparing vectors with chunks')
  const vectors = await compareVectors(parts, signal)
  const tokenVectors = await compareTokenVectors(parts, signal)
  onStep('Comparing the keyword index with chunks')
  const keywords = await compareKeywords(parts.keywords)
  onStep('Comparing remembered answers with documents')
  const cache = await compareCache(parts.cache, parts.registry)
  const counts = await parts.registry.counts()
  return {
    counts: {
      documents: counts.documents,
      chunks: counts.chunks,
      vectors: vectors.vectors,
      chunksWithoutVector: vectors.withheld,
      cachedAnswers: cache.answers,
      hiddenVersions: vectors.hidden,
    },
    differences: [files, texts, vectors.differences, tokenVectors, keywords, cache.differences].flat(),
  }
}
