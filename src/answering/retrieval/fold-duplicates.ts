import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'

/** Share of all their terms that two passages both hold, from which on they are one text. */
const sameText = 0.9

/**
 * Leaves out passages that an earlier one says already, in nearly the same words and with the same numbers, and notes
 * there where else it stands. Passages that differ in a number stay: one of them may be out of date.
 * @param passages best first
 */
export function foldDuplicates(
  passages: readonly RetrievedPassage[],
  analyzer: TextAnalyzer,
): readonly RetrievedPassage[] {
  const kept: { passage: RetrievedPassage; readonly terms: ReadonlySet<string>; readonly numbers: string }[] = []
  for (const passage of passages) {
    const terms = new Set(analyzer.documentTerms(passage.text))
    const numbers = numbersIn(passage.text)
    const twin = kept.find(
      (other) =>
        other.passage.documentId !== passage.documentId && other.numbers === numbers && isSame(other.terms, terms),
    )
    if (twin === undefined) kept.push({ passage, terms, numbers })
    else if (twin.passage.sourceName === passage.sourceName) {
      twin.passage = {
        ...twin.passage,
        alsoAt: [...new Set([...(twin.passage.alsoAt ?? []), passage.source, ...(passage.alsoAt ?? [])])],
      }
    }
  }
  return kept.map(({ passage }) => passage)
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (Math.min(a.size, b.size) < sameText * Math.max(a.size, b.size)) return false
  const shared = [...a].filter((term) => b.has(term)).length
  return shared >= sameText * (a.size + b.size - shared)
}

function numbersIn(text: string): string {
  return (text.normalize('NFKC').match(/\d+(?:[.,]\d+)*/g) ?? []).toSorted().join(' ')
}
