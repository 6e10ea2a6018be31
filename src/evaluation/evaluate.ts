import { LorekeepError } from '../domain/errors.ts'
import type { Answer, AnswerSentence, Support } from '../domain/answers/answer.ts'
import type { Principal } from '../domain/access/principal.ts'
import type { Ask, AskRequest } from '../answering/ask-request.ts'
import type { Retrieve } from '../answering/retrieval/retrieve.ts'
import type { RetrievedPassage } from '../answering/retrieval/retrieved-passage.ts'
import type { Clock } from '../ports/clock.ts'
import type { GoldenQuestion } from './golden-question.ts'
import type { JudgeAnswer } from './judging/judge-answer.ts'
import { type Judgement, nothingSpent } from './judging/judgement.ts'
import type { FoundPassage, GivenAnswer, GivenCitation, QuestionResult } from './question-result.ts'

/** How many passages are looked through for the right one. */
const passagesSearched = 20

export interface EvaluateOptions {
  readonly principal: Principal
  /** Searches, and asks nothing: no model is called. */
  readonly retrievalOnly: boolean
  /** Takes part in the cache of answers, as a person's question does. */
  readonly usesCache: boolean
  /** How many questions are under way at the same time. */
  readonly concurrency: number
  /** Whether models are given less of the evidence; as the file of models says where absent. */
  readonly compression?: 'on' | 'off'
  /** Grades the answers, each before the next question is asked in its place; nobody where absent. */
  readonly judge?: JudgeAnswer
}

/**
 * Puts golden questions to the real search and the real ask, and keeps what came back, in their order.
 * A question that cannot be answered for an expected reason is noted as failed, an answer that cannot be graded for one as
 * not judged, and the run goes on.
 * @param onDone called whenever another question is done, with how many are
 */
export type Evaluate = (
  questions: readonly GoldenQuestion[],
  options: EvaluateOptions,
  onDone: (done: number) => void,
  signal: AbortSignal,
) => Promise<readonly QuestionResult[]>

export interface EvaluateParts {
  readonly retrieve: Retrieve
  readonly ask: Ask
  readonly clock: Clock
}

export function createEvaluate(parts: EvaluateParts): Evaluate {
  return async (questions, options, onDone, signal) => {
    const results: QuestionResult[] = []
    const [first] = questions
    // Models load with the first search, which is not what a question takes.
    if (first !== undefined) await parts.retrieve(first.question, options.principal, {}, passagesSearched, signal)

    const stopped = new AbortController()
    const either = AbortSignal.any([signal, stopped.signal])
    const queue = questions.entries()
    let done = 0
    const work = async () => {
      for (const [index, golden] of queue) {
        either.throwIfAborted()
        results[index] = await evaluateQuestion(parts, golden, options, either)
        onDone(++done)
      }
    }
    const workers = Array.from({ length: options.concurrency }, () =>
      work().catch((error: unknown) => {
        stopped.abort(error)
        throw error
      }),
    )
    const ended = await Promise.allSettled(workers)
    signal.throwIfAborted()
    if (ended.some(({ status }) => status === 'rejected')) throw stopped.signal.reason
    return results
  }
}

async function evaluateQuestion(
  { retrieve, ask, clock }: EvaluateParts,
  golden: GoldenQuestion,
  { principal, retrievalOnly, usesCache, compression, judge }: EvaluateOptions,
  signal: AbortSignal,
): Promise<QuestionResult> {
  const startedAt = clock()
  const passages = await retrieve(golden.question, principal, {}, passagesSearched, signal)
  const searched = {
    golden,
    found: passages.map((passage) => describePassage(passage, golden)),
    searchMs: clock() - startedAt,
  }
  if (retrievalOnly) return searched
  const request: AskRequest = {
    question: golden.question,
    isSingle: true,
    ...(!usesCache && { cache: 'bypass' }),
    ...(compression !== undefined && { compression }),
  }
  const ended = await ask(request, principal, () => undefined, signal).then(
    (answer) => ({ answer: describeAnswer(answer, golden) }),
    (error: unknown) => {
      if (signal.aborted || !(error instanceof LorekeepError)) throw error
      return { failure: { code: error.code, message: error.message } }
    },
  )
  const judgement = await judge?.(golden, ended, signal).catch((error: unknown) => failedJudging(error, signal))
  return { ...searched, ...ended, ...(judgement !== undefined && { judgement }) }
}

/** The books may be busy just then, which is no reason to lose what was paid for. */
function failedJudging(error: unknown, signal: AbortSignal): Judgement {
  if (signal.aborted || !(error instanceof LorekeepError)) throw error
  return { notJudged: 'failed', detail: `${error.code}: ${error.message}`, ...nothingSpent }
}

function describePassage(passage: RetrievedPassage, golden: GoldenQuestion): FoundPassage {
  return {
    source: passage.source,
    ...(passage.page !== undefined && { page: passage.page }),
    headingPath: passage.headingPath,
    score: passage.score,
    documents: goldenAt(golden, passage),
    holdsPassage: golden.passage !== undefined && folded(passage.text).includes(folded(golden.passage)),
  }
}

function describeAnswer(answer: Answer, golden: GoldenQuestion): GivenAnswer {
  const { route, usage, timings } = answer
  return {
    id: answer.id,
    status: answer.status,
    text: answer.text,
    citations: answer.citations.map((citation): GivenCitation => ({
      source: citation.source,
      ...(citation.page !== undefined && { page: citation.page }),
      quote: citation.quote,
      support: citation.support,
      documents: goldenAt(golden, citation),
      quotesPassage: golden.passage !== undefined && overlap(folded(citation.quote), folded(golden.passage)),
    })),
    ...(answer.sentences !== undefined && { sentences: countSupport(answer.sentences) }),
    tier: route.tier,
    provider: route.provider,
    model: route.model,
    reasons: route.reasons.map(({ code }) => code),
    milliseconds: timings.totalMs,
    ...(timings.firstTokenMs !== undefined && { firstTokenMs: timings.firstTokenMs }),
    promptTokens: usage.promptTokens,
    completionTokens: usage.completionTokens,
    costMicros: usage.costMicros,
    baselineMicros: usage.baselineMicros,
  }
}

function countSupport(sentences: readonly AnswerSentence[]): NonNullable<GivenAnswer['sentences']> {
  const count = (wanted: Support) => sentences.filter(({ support }) => support === wanted).length
  return { supported: count('supported'), weak: count('weak'), unsupported: count('unsupported') }
}

function goldenAt(golden: GoldenQuestion, place: { readonly source: string; readonly alsoAt?: readonly string[] }) {
  const paths = new Set([place.source, ...(place.alsoAt ?? [])])
  return golden.documents.filter((document) => paths.has(document))
}

/** A quote may be a sentence of the passage, or the passage a part of the quoted sentence. */
function overlap(quote: string, passage: string): boolean {
  return quote !== '' && (quote.includes(passage) || passage.includes(quote))
}

/** Lines are broken differently in a file and in a line of JSON. */
function folded(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
