import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'
import { termOverlap } from '../sentences/term-overlap.ts'

/** Share of the smaller passage's terms that both hold, from which on they say the same thing. */
const nearDuplicate = 0.6

/**
 * Puts the newest of near-duplicate passages where the best of them stood, and leaves the older ones
 * behind it: a superseded version must not answer before the one that replaced it. What replaced what
 * is known from the ingest, or seen from the dates of passages of the same language.
 */
export function preferNewest(
  passages: readonly RetrievedPassage[],
  analyzer: TextAnalyzer,
): readonly RetrievedPassage[] {
  const terms = new Map(passages.map((passage) => [passage.chunkId, new Set(analyzer.documentTerms(passage.text))]))
  const placed = [...passages]
  for (let index = 0; index < placed.length; index += 1) {
    const first = placed[index]
    if (first === undefined) continue
    const newest = placed
      .slice(index + 1)
      .filter((other) => other.documentId === first.supersededBy || isNewerVersion(other, first, terms))
      .toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))[0]
    if (newest === undefined) continue
    placed.splice(placed.indexOf(newest), 1)
    placed.splice(index, 0, { ...newest, score: Math.max(newest.score, first.score) })
  }
  return placed
}

function isNewerVersion(
  other: RetrievedPassage,
  first: RetrievedPassage,
  terms: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  if (other.date === undefined || first.date === undefined || other.date <= first.date) return false
  if (other.documentId === first.documentId || other.language !== first.language) return false
  return termOverlap(terms.get(other.chunkId) ?? new Set(), terms.get(first.chunkId) ?? new Set()) >= nearDuplicate
}
