import type { Citation, Support } from '../../domain/answers/answer.ts'
import { pageAt } from '../../domain/documents/page-start.ts'
import type { Passage } from '../../domain/documents/passage.ts'
import { type Sentence, sentencesOf } from '../../domain/text/sentences.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { judgeClaim } from '../support/judge-claim.ts'

/** Numbers citations in order of appearance; the same words of the same document keep their number. */
export interface CitationBinder {
  /** Points a claim at the words of a passage that carry it best. `isNew` on first appearance. */
  bind(passage: Passage, claim: string): { readonly citation: Citation; readonly isNew: boolean }
  /** Points at given words of a passage, as a quoted answer does. */
  quote(
    passage: Passage,
    words: Pick<Sentence, 'start' | 'end'>,
  ): { readonly citation: Citation; readonly isNew: boolean }
  citations(): readonly Citation[]
}

/** @param known citations that stand already, whose numbers go on */
export function createCitationBinder(analyzer: TextAnalyzer, known: readonly Citation[] = []): CitationBinder {
  const byPlace = new Map(known.map((citation) => [placeOf(citation), citation]))

  const cite = (passage: Passage, words: Pick<Sentence, 'start' | 'end'>, support: Support) => {
    const start = passage.start + words.start
    const end = passage.start + words.end
    const place = placeOf({ version: passage.version, start, end })
    const standing = byPlace.get(place)
    if (standing !== undefined) return { citation: standing, isNew: false }
    const page = pageAt(passage.laterPages ?? [], start) ?? passage.page
    const citation: Citation = {
      n: byPlace.size + 1,
      documentId: passage.documentId,
      title: passage.title,
      source: passage.source,
      ...(passage.alsoAt !== undefined && { alsoAt: passage.alsoAt }),
      version: passage.version,
      ...(page !== undefined && { page }),
      headingPath: passage.headingPath,
      quote: passage.text.slice(words.start, words.end),
      start,
      end,
      support,
    }
    byPlace.set(place, citation)
    return { citation, isNew: true }
  }

  return {
    bind(passage, claim) {
      const words = wordsFor(claim, passage.text, analyzer)
      return cite(passage, words, preliminary(claim, passage, analyzer))
    },
    quote: (passage, words) => cite(passage, words, 'supported'),
    citations: () => [...byPlace.values()],
  }
}

function placeOf({ version, start, end }: Pick<Citation, 'version' | 'start' | 'end'>): string {
  return `${version}:${start}:${end}`
}

/** What the words alone say while an answer is still being written; it is checked as a whole when it ends. */
function preliminary(claim: string, passage: Passage, analyzer: TextAnalyzer): Support {
  const { support } = judgeClaim(claim, [passage], '', analyzer)
  return support === 'unsure' ? 'weak' : support
}

/** The share of a claim's meaningful terms that a text holds, 0…1; 1 for a claim without any. */
function sharedTerms(claim: string, text: string, analyzer: TextAnalyzer): number {
  const wanted = analyzer.queryTerms(claim)
  if (wanted.length === 0) return 1
  const held = new Set(analyzer.documentTerms(text))
  return wanted.filter((term) => held.has(term)).length / wanted.length
}

/** The sentence of a passage that shares most with a claim; the whole passage when it has no sentence. */
function wordsFor(claim: string, text: string, analyzer: TextAnalyzer): Pick<Sentence, 'start' | 'end'> {
  const scored = sentencesOf(text).map((sentence) => ({ sentence, share: sharedTerms(claim, sentence.text, analyzer) }))
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (top, candidate) => (top === undefined || candidate.share > top.share ? candidate : top),
    undefined,
  )
  return best?.sentence ?? { start: 0, end: text.length }
}
