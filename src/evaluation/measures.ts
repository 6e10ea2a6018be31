import { answerTokens } from './metrics/answer-tokens.ts'
import { bleu } from './metrics/bleu.ts'
import { citationPrecision, citationRecall } from './metrics/citation-scores.ts'
import { hitAt } from './metrics/hit-at.ts'
import { ndcgAt } from './metrics/ndcg.ts'
import { percentile } from './metrics/percentile.ts'
import { reciprocalRankAt } from './metrics/reciprocal-rank.ts'
import { rougeL } from './metrics/rouge-l.ts'
import { tokenF1 } from './metrics/token-f1.ts'
import { type Graded, gradedOf, isUnanswered } from './judging/judgement.ts'
import type { FoundPassage, QuestionResult } from './question-result.ts'
import { withoutCitationMarks } from './without-citation-marks.ts'

/** Something that is measured: of each question that it says something about, and of all of them together. */
export interface Measure {
  readonly title: string
  readonly part: 'retrieval' | 'answers' | 'citations' | 'judged' | 'wording' | 'speed' | 'cost'
  readonly unit: 'share' | 'ms' | 'tokens' | 'micros'
  readonly better: 'higher' | 'lower'
  /** Undefined for a question that it says nothing about. */
  readonly of: (result: QuestionResult) => number | undefined
  readonly together: (values: readonly number[]) => number | undefined
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
const total = (values: readonly number[]) =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0)

const share = { unit: 'share', better: 'higher', together: mean } as const
const answerMs = (result: QuestionResult) => result.answer?.milliseconds
const searchMs = (result: QuestionResult) => result.searchMs
const costMicros = (result: QuestionResult) => result.answer?.costMicros

/** Every measure by the name that thresholds, tables and run files know it by. */
export const measures = {
  'hit@1': { ...share, part: 'retrieval', title: 'right document first', of: ofDocuments((ranks) => hitAt(1, ranks)) },
  'hit@5': {
    ...share,
    part: 'retrieval',
    title: 'right document among five',
    of: ofDocuments((ranks) => hitAt(5, ranks)),
  },
  'hit@10': {
    ...share,
    part: 'retrieval',
    title: 'right document among ten',
    of: ofDocuments((ranks) => hitAt(10, ranks)),
  },
  'mrr@10': {
    ...share,
    part: 'retrieval',
    title: 'mean reciprocal rank of the right document',
    of: ofDocuments((ranks) => reciprocalRankAt(10, ranks)),
  },
  'ndcg@10': {
    ...share,
    part: 'retrieval',
    title: 'order of the right documents (nDCG)',
    of: ofDocuments((ranks, { golden }) => ndcgAt(10, ranks, golden.documents.length)),
  },
  'passage-hit@1': {
    ...share,
    part: 'retrieval',
    title: 'right passage first',
    of: ofPassages((ranks) => hitAt(1, ranks)),
  },
  'passage-hit@5': {
    ...share,
    part: 'retrieval',
    title: 'right passage among five',
    of: ofPassages((ranks) => hitAt(5, ranks)),
  },
  'passage-mrr@10': {
    ...share,
    part: 'retrieval',
    title: 'mean reciprocal rank of the right passage',
    of: ofPassages((ranks) => reciprocalRankAt(10, ranks)),
  },
  'answered': { ...share, part: 'answers', title: 'answerable, and answered', of: endedAs('answered') },
  'refused': { ...share, part: 'answers', title: 'unanswerable, and refused', of: endedAs('abstained') },
  'status': { ...share, part: 'answers', title: 'ended as expected', of: endedAsExpected },
  'route': { ...share, part: 'answers', title: 'answered where expected', of: routedAsExpected },
  'citation-precision': {
    ...share,
    part: 'citations',
    title: 'citations of a right document',
    of: precisionOf,
  },
  'citation-recall': { ...share, part: 'citations', title: 'right documents that are cited', of: recallOf },
  'quoted': { ...share, part: 'citations', title: 'right passage quoted', of: quotesPassage },
  'supported': { ...share, part: 'citations', title: 'sentences that their evidence carries', of: supportedOf },
  'judged-correct': {
    ...share,
    part: 'judged',
    title: 'says what the reference says',
    of: ofGraded(({ grade }) => grade === 'correct'),
  },
  'judged-wrong': {
    ...share,
    part: 'judged',
    title: 'contradicts the reference, or answers nothing',
    better: 'lower',
    of: ofGraded(({ grade }) => grade === 'wrong'),
  },
  'judged-complete': {
    ...share,
    part: 'judged',
    title: 'says all that the reference says',
    of: ofGraded(({ isComplete }) => isComplete),
  },
  'judged': { ...share, part: 'judged', title: 'answers that a judge could grade', of: wasGraded },
  'rouge-l': {
    ...share,
    part: 'wording',
    title: 'order of words, with the reference (ROUGE-L)',
    of: withReference(rougeL),
  },
  'token-f1': { ...share, part: 'wording', title: 'words, with the reference (token F1)', of: withReference(tokenF1) },
  'bleu': { ...share, part: 'wording', title: 'runs of words, with the reference (BLEU)', of: withReference(bleu) },
  'mean': { part: 'speed', title: 'answer, mean', unit: 'ms', better: 'lower', of: answerMs, together: mean },
  'p50': {
    part: 'speed',
    title: 'answer, median',
    unit: 'ms',
    better: 'lower',
    of: answerMs,
    together: (values) => percentile(0.5, values),
  },
  'p95': {
    part: 'speed',
    title: 'answer, 95th percentile',
    unit: 'ms',
    better: 'lower',
    of: answerMs,
    together: (values) => percentile(0.95, values),
  },
  'search-mean': { part: 'speed', title: 'search, mean', unit: 'ms', better: 'lower', of: searchMs, together: mean },
  'search-p50': {
    part: 'speed',
    title: 'search, median',
    unit: 'ms',
    better: 'lower',
    of: searchMs,
    together: (values) => percentile(0.5, values),
  },
  'search-p95': {
    part: 'speed',
    title: 'search, 95th percentile',
    unit: 'ms',
    better: 'lower',
    of: searchMs,
    together: (values) => percentile(0.95, values),
  },
  'prompt-tokens': {
    part: 'cost',
    title: 'read by models for an answer, mean',
    unit: 'tokens',
    better: 'lower',
    of: (result) => result.answer?.promptTokens,
    together: mean,
  },
  'completion-tokens': {
    part: 'cost',
    title: 'written by models for an answer, mean',
    unit: 'tokens',
    better: 'lower',
    of: (result) => result.answer?.completionTokens,
    together: mean,
  },
  'cost': { part: 'cost', title: 'all answers', unit: 'micros', better: 'lower', of: costMicros, together: total },
  'cost-per-question': {
    part: 'cost',
    title: 'an answer on average',
    unit: 'micros',
    better: 'lower',
    of: costMicros,
    together: mean,
  },
  'judging-cost': {
    part: 'cost',
    title: 'all grading, beside the answers',
    unit: 'micros',
    better: 'lower',
    of: (result) => result.judgement?.costMicros,
    together: total,
  },
} as const satisfies Record<string, Measure>

export type MeasureName = keyof typeof measures

export const measureNames = Object.keys(measures) as readonly MeasureName[]

export function isMeasureName(name: string): name is MeasureName {
  return Object.hasOwn(measures, name)
}

/** A question that says nothing about answers when only retrieval was measured. */
function wasAsked({ answer, failure }: QuestionResult): boolean {
  return answer !== undefined || failure !== undefined
}

/** Over the documents in the order in which their first passage came, golden or not. */
function ofDocuments(score: (relevant: readonly boolean[], result: QuestionResult) => number) {
  return (result: QuestionResult) => {
    if (result.golden.documents.length === 0) return undefined
    return score(distinctDocuments(result.found), result)
  }
}

/** Whether each distinct document, in order, is golden. One that lies at several golden paths counts for each of them. */
function distinctDocuments(found: readonly FoundPassage[]): readonly boolean[] {
  const firsts = new Map<string, FoundPassage>()
  for (const passage of found) if (!firsts.has(passage.source)) firsts.set(passage.source, passage)
  return [...firsts.values()].flatMap(({ documents }) => (documents.length === 0 ? [false] : documents.map(() => true)))
}

function ofPassages(score: (relevant: readonly boolean[]) => number) {
  return ({ golden, found }: QuestionResult) =>
    golden.passage === undefined ? undefined : score(found.map(({ holdsPassage }) => holdsPassage))
}

function endedAs(status: 'answered' | 'abstained') {
  return (result: QuestionResult) =>
    result.golden.status === status && wasAsked(result) ? Number(result.answer?.status === status) : undefined
}

function endedAsExpected(result: QuestionResult): number | undefined {
  return wasAsked(result) ? Number(result.answer?.status === result.golden.status) : undefined
}

function routedAsExpected(result: QuestionResult): number | undefined {
  const { golden, answer } = result
  return golden.route !== undefined && wasAsked(result) ? Number(answer?.tier === golden.route) : undefined
}

/** An answer to what has none cites nothing that is right. */
function precisionOf({ golden, answer }: QuestionResult): number | undefined {
  if (golden.documents.length === 0 && golden.status !== 'abstained') return undefined
  return citationPrecision((answer?.citations ?? []).map(({ documents }) => ({ isRight: documents.length > 0 })))
}

function recallOf(result: QuestionResult): number | undefined {
  const { golden, answer } = result
  if (golden.documents.length === 0 || !wasAsked(result)) return undefined
  const cited = new Set((answer?.citations ?? []).flatMap(({ documents }) => documents))
  return citationRecall(golden.documents, (document) => cited.has(document))
}

function quotesPassage(result: QuestionResult): number | undefined {
  if (result.golden.passage === undefined || !wasAsked(result)) return undefined
  return Number(result.answer?.citations.some((citation) => citation.quotesPassage) ?? false)
}

/** An answerable question that was not answered says nothing of what the reference says. */
function withReference(score: (candidate: readonly string[], reference: readonly string[]) => number) {
  return (result: QuestionResult) => {
    const { golden, answer } = result
    if (golden.answer === undefined || golden.status !== 'answered' || !wasAsked(result)) return undefined
    if (answer?.status !== 'answered') return 0
    return score(answerTokens(withoutCitationMarks(answer.text)), answerTokens(golden.answer))
  }
}

function supportedOf({ answer }: QuestionResult): number | undefined {
  if (answer?.sentences === undefined) return undefined
  const { supported, weak, unsupported } = answer.sentences
  const all = supported + weak + unsupported
  return all === 0 ? undefined : supported / all
}

/** A question that was not answered is as good as wrong, without anybody being asked; an answer that nobody could grade says nothing. */
function ofGraded(holds: (graded: Pick<Graded, 'grade' | 'isComplete'>) => boolean) {
  return ({ judgement }: QuestionResult) => {
    if (judgement === undefined) return undefined
    if (isUnanswered(judgement)) return Number(holds({ grade: 'wrong', isComplete: false }))
    const graded = gradedOf(judgement)
    return graded && Number(holds(graded))
  }
}

function wasGraded({ judgement }: QuestionResult): number | undefined {
  if (judgement === undefined || isUnanswered(judgement)) return undefined
  return Number(gradedOf(judgement) !== undefined)
}
