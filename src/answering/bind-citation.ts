import type { Citation, Support } from '../domain/answer.ts'
import type { Passage } from '../domain/passage.ts'
import { type Sentence, sentencesOf } from '../domain/sentences.ts'
import type { TextAnalyzer } from '../ports/text-analyzer.ts'
import { checkSupport, sharedTerms } from './check-support.ts'

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

export function createCitationBinder(analyzer: TextAnalyzer): CitationBinder {
  const byPlace = new Map<string, Citation>()

  const cite = (passage: Passage, words: Pick<Sentence, 'start' | 'end'>, support: Support) => {
    const start = passage.start + words.start
    const end = passage.start + words.end
    const place = `${passage.version}:${start}:${end}`
    const known = byPlace.get(place)
    if (known !== undefined) return { citation: known, isNew: false }
    const citation: Citation = {
      n: byPlace.size + 1,
      documentId: passage.documentId,
      title: passage.title,
      source: passage.source,
      ...(passage.alsoAt !== undefined && { alsoAt: passage.alsoAt }),
      version: passage.version,
      ...(passage.page !== undefined && { page: passage.page }),
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
      return cite(
        passage,
        words,
        checkSupport(claim, passage.text.slice(words.start, words.end), passage.text, analyzer),
      )
    },
    quote: (passage, words) => cite(passage, words, 'supported'),
    citations: () => [...byPlace.values()],
  }
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
