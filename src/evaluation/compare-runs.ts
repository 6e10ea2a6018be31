import { bootstrapInterval } from './bootstrap-interval.ts'
import type { EvaluationRun, Measured, RunConditions } from './evaluation-run.ts'
import { holmAdjusted } from './holm.ts'
import { type Grade, gradedOf } from './judging/judgement.ts'
import { type MeasureName, measureNames, measures } from './measures.ts'
import type { QuestionResult } from './question-result.ts'
import { randomisationTest } from './randomisation-test.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/** A measure in both runs, over the questions that both asked and that it says something about in both. */
export interface MeasureComparison {
  readonly measure: MeasureName
  readonly questions: number
  /** Means over these questions. */
  readonly before: number
  readonly after: number
  readonly difference: number
  /** Of the difference, with a confidence of 95 %. */
  readonly interval: readonly [low: number, high: number]
  readonly p: number
  /** Adjusted for the number of measures that are compared (Holm). */
  readonly adjustedP: number
  readonly change: 'better' | 'worse' | 'unclear'
  /** How many questions are better, and worse. */
  readonly better: number
  readonly worse: number
}

/** A question that ended differently. */
export interface QuestionChange<Ending extends string = Verdict> {
  readonly id: string
  readonly question: string
  readonly before: Ending
  readonly after: Ending
}

/** Two runs side by side, question by question. */
export interface RunComparison {
  readonly questions: number
  /** Questions that only one of the runs asked, or that expect something else now; they are left out. */
  readonly onlyBefore: number
  readonly onlyAfter: number
  readonly changedExpectation: number
  /** What differs between the installations and the conditions, apart from what they answer. */
  readonly differences: readonly string[]
  readonly measures: readonly MeasureComparison[]
  readonly improved: readonly QuestionChange[]
  readonly worsened: readonly QuestionChange[]
  /** Answers that judges graded differently, where both were graded. */
  readonly judgedBetter: readonly QuestionChange<Grade>[]
  readonly judgedWorse: readonly QuestionChange<Grade>[]
}

/** A difference that chance makes as rarely as this is believed. */
const significance = 0.05

type Pair = readonly [before: QuestionResult, after: QuestionResult]

export function compareRuns(before: EvaluationRun, after: EvaluationRun): RunComparison {
  const earlier = new Map(before.results.map((result) => [result.golden.id, result]))
  const shared = after.results.flatMap((result): readonly Pair[] => {
    const other = earlier.get(result.golden.id)
    return other === undefined ? [] : [[other, result]]
  })
  const pairs = shared.filter(([a, b]) => expectation(a) === expectation(b))
  const [improved, worsened] = changesIn(pairs, verdictOf, rank)
  const [judgedBetter, judgedWorse] = changesIn(pairs, ({ judgement }) => gradedOf(judgement)?.grade, gradeRank)
  return {
    questions: pairs.length,
    onlyBefore: before.results.length - shared.length,
    onlyAfter: after.results.length - shared.length,
    changedExpectation: shared.length - pairs.length,
    differences: [
      ...differencesIn<Measured>(before.measured, after.measured, measuredNames),
      ...differencesIn<RunConditions>(before.conditions, after.conditions, conditionNames),
    ],
    measures: compareMeasures(pairs),
    improved,
    worsened,
    judgedBetter,
    judgedWorse,
  }
}

/** The questions that ended better, and those that ended worse. */
function changesIn<Ending extends string>(
  pairs: readonly Pair[],
  endingOf: (result: QuestionResult) => Ending | undefined,
  ranks: Readonly<Record<Ending, number>>,
): readonly [better: readonly QuestionChange<Ending>[], worse: readonly QuestionChange<Ending>[]] {
  const changes = pairs.flatMap(([a, b]): readonly QuestionChange<Ending>[] => {
    const [before, after] = [endingOf(a), endingOf(b)]
    const { id, question } = b.golden
    return before === undefined || after === undefined ? [] : [{ id, question, before, after }]
  })
  return [
    changes.filter(({ before, after }) => ranks[after] > ranks[before]),
    changes.filter(({ before, after }) => ranks[after] < ranks[before]),
  ]
}

const rank = { wrong: 0, close: 1, right: 2 } as const satisfies Record<Verdict, number>
const gradeRank = { wrong: 0, partly: 1, correct: 2 } as const satisfies Record<Grade, number>

/** What must be the same for two results to be of the same question. */
function expectation({ golden }: QuestionResult): string {
  return JSON.stringify([golden.question, golden.status, golden.documents, golden.passage, golden.answer, golden.route])
}

/** Put together in another way than by their mean, which is what is compared; the values are those of a measure that is. */
const notCompared: ReadonlySet<MeasureName> = new Set([
  'p50',
  'p95',
  'search-p50',
  'search-p95',
  'cost',
  'judging-cost',
])

function compareMeasures(pairs: readonly Pair[]): readonly MeasureComparison[] {
  const compared = measureNames
    .filter((name) => !notCompared.has(name))
    .map((name) => compareMeasure(name, pairs))
    .filter(({ questions }) => questions > 0)
  const adjusted = holmAdjusted(compared.map(({ p }) => p))
  return compared.map((comparison, index) => {
    const adjustedP = adjusted[index] ?? 1
    const isHigher = comparison.difference > 0
    const isBetter = isHigher === (measures[comparison.measure].better === 'higher')
    return { ...comparison, adjustedP, change: adjustedP >= significance ? 'unclear' : isBetter ? 'better' : 'worse' }
  })
}

function compareMeasure(measure: MeasureName, pairs: readonly Pair[]): Omit<MeasureComparison, 'adjustedP' | 'change'> {
  const { of, better } = measures[measure]
  const values = pairs.flatMap(([a, b]) => {
    const [before, after] = [of(a), of(b)]
    return before === undefined || after === undefined ? [] : [{ before, after, difference: after - before }]
  })
  const differences = values.map(({ difference }) => difference)
  const mean = (numbers: readonly number[]) =>
    numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const [higher, lower] = [differences.filter((one) => one > 0).length, differences.filter((one) => one < 0).length]
  return {
    measure,
    questions: values.length,
    before: mean(values.map(({ before }) => before)),
    after: mean(values.map(({ after }) => after)),
    difference: mean(differences),
    interval: bootstrapInterval(differences),
    p: randomisationTest(differences),
    better: better === 'higher' ? higher : lower,
    worse: better === 'higher' ? lower : higher,
  }
}

const measuredNames = {
  lorekeep: 'version of Lorekeep',
  embedder: 'embedding model',
  documents: 'documents in the index',
  chunks: 'chunks in the index',
  policy: 'policy',
  models: 'chat models',
  currency: 'currency',
} as const satisfies Record<keyof Measured, string>

const conditionNames = {
  questions: 'file of questions',
  groups: 'groups asked for',
  retrievalOnly: 'retrieval only',
  usesCache: 'cache used',
  concurrency: 'questions at once',
  compression: 'compression of the evidence',
  judges: 'judges',
} as const satisfies Record<keyof RunConditions, string>

function differencesIn<T extends object>(a: T, b: T, names: Readonly<Record<keyof T, string>>): readonly string[] {
  return (Object.keys(names) as (keyof T)[]).flatMap((key) => {
    const [before, after] = [JSON.stringify(a[key]) ?? 'none', JSON.stringify(b[key]) ?? 'none']
    return before === after ? [] : [`${names[key]}: ${before} → ${after}`]
  })
}
