import type { EvaluationRun } from '../../src/evaluation/evaluation-run.ts'
import { concludeRun } from '../../src/evaluation/evaluation-run.ts'
import type { GoldenQuestion } from '../../src/evaluation/golden-question.ts'
import type { Grade, Judgement, NotJudgedReason } from '../../src/evaluation/judging/judgement.ts'
import type { FoundPassage, GivenAnswer, GivenCitation, QuestionResult } from '../../src/evaluation/question-result.ts'

/** A golden question on `leave.md`, unless said otherwise. */
export function goldenWith(fields: Partial<GoldenQuestion> = {}): GoldenQuestion {
  return {
    id: 'leave',
    question: 'How many days of leave?',
    language: 'en',
    documents: ['leave.md'],
    status: 'answered',
    tags: [],
    ...fields,
  }
}

/** A found passage; one of a golden document when it is named. */
export function foundWith(source: string, fields: Partial<FoundPassage> = {}): FoundPassage {
  return { source, headingPath: [], score: 1, documents: [], holdsPassage: false, ...fields }
}

export function citationWith(source: string, fields: Partial<GivenCitation> = {}): GivenCitation {
  return { source, quote: 'words', support: 'supported', documents: [], quotesPassage: false, ...fields }
}

export function givenWith(fields: Partial<GivenAnswer> = {}): GivenAnswer {
  return {
    id: 'answer',
    status: 'answered',
    text: 'Twenty-seven days. [1]',
    citations: [citationWith('leave.md', { documents: ['leave.md'] })],
    tier: 'extractive',
    provider: 'lorekeep',
    model: 'extractive',
    reasons: [],
    milliseconds: 100,
    promptTokens: 0,
    completionTokens: 0,
    costMicros: 0,
    baselineMicros: 500,
    ...fields,
  }
}

/** What a judge said, and what it cost. */
export function judgedWith(grade: Grade, isComplete = grade === 'correct'): Judgement {
  return { grade, isComplete, why: `It is ${grade}.`, judge: 'house/qwen3', ...judgingSpent }
}

export function notJudgedWith(notJudged: NotJudgedReason, detail = 'because'): Judgement {
  return { notJudged, detail, ...judgingSpent }
}

const judgingSpent = { promptTokens: 300, completionTokens: 30, costMicros: 150 }

/** A right result, unless said otherwise. */
export function resultWith(fields: Partial<QuestionResult> = {}): QuestionResult {
  return {
    golden: goldenWith(),
    found: [foundWith('leave.md', { documents: ['leave.md'] })],
    searchMs: 20,
    answer: givenWith(),
    ...fields,
  }
}

export function runWith(results: readonly QuestionResult[], fields: Partial<EvaluationRun> = {}): EvaluationRun {
  const run = concludeRun({
    startedAt: Date.UTC(2026, 10, 28, 20),
    finishedAt: Date.UTC(2026, 10, 28, 20, 1),
    measured: {
      lorekeep: '0.1.0',
      embedder: 'minilm',
      documents: 4,
      chunks: 9,
      policy: 'policy-1',
      models: [],
      currency: 'USD',
    },
    conditions: {
      questions: 'golden.jsonl',
      groups: undefined,
      retrievalOnly: false,
      usesCache: false,
      concurrency: 1,
      compression: 'on',
    },
    notes: [],
    results,
  })
  return { ...run, ...fields }
}
