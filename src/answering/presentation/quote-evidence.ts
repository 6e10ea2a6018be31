import type { Citation } from '../../domain/answers/answer.ts'
import type { Route } from '../../domain/routing/route.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { answerTexts } from '../answer-texts.ts'
import type { Findings } from '../draft.ts'
import type { Conflict } from '../evidence/find-conflict.ts'
import { quotedWithout } from '../evidence/without-planted.ts'
import type { Inquiry } from '../inquiry.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'
import type { ExtractAnswer } from '../sentences/extract.ts'
import { type Place, quotable } from '../sentences/quotable.ts'
import { type CitationBinder, createCitationBinder } from './bind-citation.ts'
import type { PresentedAnswer } from './presented-answer.ts'

export interface QuoteEvidenceParts {
  readonly extractAnswer: ExtractAnswer
  readonly analyzer: TextAnalyzer
}

/** The extractive answer: the best sentences, letter for letter. */
export async function quoteEvidence(
  parts: QuoteEvidenceParts,
  inquiry: Inquiry,
  findings: Findings,
  evidence: readonly RetrievedPassage[],
  route: Route,
  signal: AbortSignal,
): Promise<PresentedAnswer> {
  const { answerId, conversationId, stopwatch } = inquiry
  const { question, passages } = findings.comparison
  const ofEvidence = passages.filter(({ passage }) => evidence.includes(passage))
  const { extracts, conflict } = await stopwatch.stage('extract', () =>
    parts.extractAnswer({ question, passages: ofEvidence }, signal),
  )
  const binder = createCitationBinder(parts.analyzer)
  stopwatch.emit({ type: 'start', id: answerId, conversationId, route })
  let text = ''
  for (const { passage, words } of extracts) {
    const { citation, isNew } = binder.quote(passage, quotedWithout(passage, words, findings.planted))
    const mark = citation.quote.startsWith('|') ? '\n\n' : ' '
    const piece = `${text === '' ? '' : '\n\n'}${citation.quote}${mark}[${citation.n}]`
    text += piece
    stopwatch.emit({ type: 'delta', text: piece })
    if (isNew) stopwatch.emit({ type: 'citation', citation })
  }
  if (conflict !== undefined) {
    const piece = `\n\n${nameConflict(conflict, binder, findings, stopwatch)}`
    text += piece
    stopwatch.emit({ type: 'delta', text: piece })
  }
  return { text, citations: binder.citations() }
}

/** A sentence of Lorekeep's own, with the words of both versions cited. */
function nameConflict(
  { newer, older }: Conflict,
  binder: CitationBinder,
  { language }: Findings,
  stopwatch: Inquiry['stopwatch'],
): string {
  const [followed, other] = [newer, older].map(({ passage, words }) => {
    const holding = binder.citations().find((citation) => holds(citation, passage, words))
    if (holding !== undefined) return { title: passage.title, date: passage.date ?? '', n: holding.n }
    const { citation, isNew } = binder.quote(passage, quotable(passage.text, words))
    if (isNew) stopwatch.emit({ type: 'citation', citation })
    return { title: passage.title, date: passage.date ?? '', n: citation.n }
  })
  return followed === undefined || other === undefined ? '' : answerTexts[language].versionsDiffer(followed, other)
}

function holds(citation: Citation, passage: RetrievedPassage, { start, end }: Place): boolean {
  const isSameVersion = citation.version === passage.version
  return isSameVersion && citation.start <= passage.start + start && citation.end >= passage.start + end
}
