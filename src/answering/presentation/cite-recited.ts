import type { AnswerSentence, Citation } from '../../domain/answers/answer.ts'
import { sentencesOf } from '../../domain/text/sentences.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { createCitationBinder } from './bind-citation.ts'
import { longRuns } from './common-runs.ts'
import type { PresentedAnswer } from './presented-answer.ts'
import type { Place } from '../sentences/quotable.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'
import { type PlantedInEvidence, quotedWithout } from '../evidence/without-planted.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** Words of a passage that a model repeated without a mark, and what became of them. */
export interface Recital {
  readonly passage: RetrievedPassage
  /** In the passage. */
  readonly place: Place
  readonly treatment: 'cited' | 'left-out'
}

export interface RecitedFrom {
  /** What whoever asks may read and be answered from. */
  readonly passages: readonly RetrievedPassage[]
  /** Found, but evidence for no answer. */
  readonly withheld: readonly RetrievedPassage[]
  readonly planted?: readonly PlantedInEvidence[]
}

const mark = /\[\d{1,3}\]/g
const code = /```[\s\S]*?(?:```|$)/g
const marksBehind = /^(?:[^\S\n]*\[\d{1,3}\])+/u

/**
 * Sees to it that an answer names every passage that it repeats at length: a passage that it may be made from is cited,
 * and sentences that repeat a withheld one are left out, as the policy has it. So a remembered answer cites all that it
 * shows, and is given only to who may read that. Undefined when nothing is left.
 */
export function citeRecited(
  answer: PresentedAnswer,
  { passages, withheld, planted = [] }: RecitedFrom,
  analyzer: TextAnalyzer,
): PresentedAnswer | undefined {
  const cut = leaveOut(answer, passages, withheld)
  if (cut === undefined) return undefined
  const { answer: left, recited } = cut
  const binder = createCitationBinder(analyzer, left.citations)
  const isCited = (passage: RetrievedPassage) => binder.citations().some((citation) => cites(citation, passage))
  const found: Recital[] = []
  let marked = left
  for (const passage of passages.filter((one) => !isCited(one))) {
    const cited = passages.filter(isCited).map(({ text }) => text)
    for (const { inText, inOther } of longRuns(withoutMarks(marked.text), passage.text, cited).toReversed()) {
      if (isPlanted(passage, inOther, planted)) continue
      const { citation } = binder.quote(passage, quotedWithout(passage, inOther, planted))
      marked = withMark(marked, inText.end, citation.n)
      found.unshift({ passage, place: inOther, treatment: 'cited' })
    }
  }
  if (recited.length + found.length === 0) return answer
  return { ...marked, citations: binder.citations(), recited: [...recited, ...found] }
}

function cites({ version, start, end }: Citation, passage: RetrievedPassage): boolean {
  return version === passage.version && passage.start <= start && end <= passage.end
}

function isPlanted(passage: RetrievedPassage, { start, end }: Place, planted: readonly PlantedInEvidence[]): boolean {
  return planted.some((one) => one.passage.chunkId === passage.chunkId && one.start < end && start < one.end)
}

/** Marks are no words; everything keeps its place. */
function withoutMarks(text: string): string {
  return text.replaceAll(mark, (found) => ' '.repeat(found.length))
}

/** The answer with a mark behind the sentence that a place lies in, or behind its block of code. */
function withMark(answer: PresentedAnswer, end: number, n: number): PresentedAnswer {
  const { text } = answer
  const block = allMatches(text, code).find(({ 0: found, index }) => index < end && end <= index + found.length)
  const sentence = sentencesOf(withoutMarks(text)).find((one) => one.start < end && end <= one.end)
  const behind = block === undefined ? (sentence?.end ?? end) : block.index + block[0].length
  const at = behind + (marksBehind.exec(text.slice(behind))?.[0].length ?? 0)
  const written = `${block === undefined ? ' ' : '\n'}[${n}]`
  return {
    ...answer,
    text: text.slice(0, at) + written + text.slice(at),
    ...(answer.sentences !== undefined && {
      sentences: answer.sentences.map((one): AnswerSentence => {
        if (one.start >= at) return { ...one, start: one.start + written.length, end: one.end + written.length }
        if (one.end < end) return one
        return { ...one, end: one.end + written.length, citations: [...new Set([...one.citations, n])] }
      }),
    }),
  }
}

interface Cut {
  readonly answer: PresentedAnswer
  readonly recited: readonly Recital[]
}

/** Without the sentences that repeat a withheld passage, and without citations that stood in none but those. */
function leaveOut(
  answer: PresentedAnswer,
  passages: readonly RetrievedPassage[],
  withheld: readonly RetrievedPassage[],
): Cut | undefined {
  const plain = withoutMarks(answer.text)
  const readable = passages.map(({ text }) => text)
  const runs = withheld.flatMap((passage) => longRuns(plain, passage.text, readable).map((run) => ({ passage, run })))
  if (runs.length === 0) return { answer, recited: [] }
  const gone = sentencesOf(plain)
    .filter(({ start, end }) => runs.some(({ run: { inText } }) => start < inText.end && inText.start < end))
    .map(({ start, end }) => ({ start, end: end + (marksBehind.exec(answer.text.slice(end))?.[0].length ?? 0) }))
  const left = without(answer, gone)
  if (!/[\p{L}\p{N}]/u.test(withoutMarks(left.text))) return undefined
  const recited = runs.map(({ passage, run }): Recital => ({ passage, place: run.inOther, treatment: 'left-out' }))
  return { answer: left, recited }
}

/** What stood around a gap, without a space too many. */
function joined(before: string, behind: string): string {
  return before + (before === '' || /\s$/u.test(before) ? behind.replace(/^[^\S\n]+/u, '') : behind)
}

function without(answer: PresentedAnswer, gone: readonly Place[]): PresentedAnswer {
  let text = ''
  let done = 0
  for (const { start, end } of gone) {
    text = joined(text, answer.text.slice(done, start).replace(/[-*+•]\s*$/u, ''))
    done = end
  }
  text = joined(text, answer.text.slice(done)).trim()
  const kept = (answer.sentences ?? []).filter(
    (one) => !gone.some(({ start, end }) => one.start < end && start < one.end),
  )
  const removed = (answer.removed ?? 0) + (answer.sentences ?? []).length - kept.length
  let from = 0
  const sentences = kept.map((one): AnswerSentence => {
    const words = answer.text.slice(one.start, one.end)
    const start = text.indexOf(words, from)
    from = start + words.length
    return { ...one, start, end: from }
  })
  return {
    text,
    citations: answer.citations.filter(({ n }) => text.includes(`[${n}]`)),
    ...(answer.sentences !== undefined && { sentences, removed }),
  }
}
