import { type MeasureName, measureNames, measures } from './measures.ts'
import type { QuestionResult } from './question-result.ts'

/** What the measured installation was: what explains a difference between two runs. */
export interface Measured {
  readonly lorekeep: string
  /** What the vectors were made with; undefined for an index without documents. */
  readonly embedder: string | undefined
  readonly documents: number
  readonly chunks: number
  /** The version of the policy. */
  readonly policy: string
  /** Providers that might have answered, as `name/model`; none means that answers are quoted. */
  readonly models: readonly string[]
  readonly currency: string
}

/** On whose behalf and how it was measured. */
export interface RunConditions {
  /** The file of golden questions. */
  readonly questions: string
  /** What the principal may read; undefined for an administrator. */
  readonly groups: readonly string[] | undefined
  readonly retrievalOnly: boolean
  readonly usesCache: boolean
  readonly concurrency: number
  /** Whether models were given less of the evidence; `unknown` of runs before it was noted. */
  readonly compression: 'on' | 'off' | 'by-model' | 'unknown'
  /** Models that could grade answers, as `provider/model`; undefined where nobody was to. */
  readonly judges?: readonly string[] | undefined
}

/** Every measure's value for a set of questions, and how many of them it says something about. */
export type Summary = Readonly<Partial<Record<MeasureName, { readonly value: number; readonly questions: number }>>>

/** A finished evaluation, as it is kept. */
export interface EvaluationRun {
  readonly format: 'lorekeep-evaluation-1'
  /** In ms since the epoch. */
  readonly startedAt: number
  readonly finishedAt: number
  readonly measured: Measured
  readonly conditions: RunConditions
  /** What a reader should know before believing the figures. */
  readonly notes: readonly string[]
  /** By `all`, by language (`en`, `zh`) and by tag (`#tag`). */
  readonly summaries: Readonly<Record<string, Summary>>
  readonly results: readonly QuestionResult[]
}

const format = 'lorekeep-evaluation-1'

/** Puts a run together: the values of all measures follow from the results. */
export function concludeRun(run: Omit<EvaluationRun, 'format' | 'summaries'>): EvaluationRun {
  return { format, ...run, summaries: summarise(run.results) }
}

/** All questions, those of each language, and those of each tag. */
function summarise(results: readonly QuestionResult[]): Readonly<Record<string, Summary>> {
  const groups = new Map<string, QuestionResult[]>([['all', [...results]]])
  const languages = ['en', 'zh'].filter((language) => results.some(({ golden }) => golden.language === language))
  for (const name of languages) groups.set(name, [])
  for (const result of results) {
    for (const name of [result.golden.language, ...result.golden.tags.map((tag) => `#${tag}`)]) {
      groups.set(name, [...(groups.get(name) ?? []), result])
    }
  }
  return Object.fromEntries([...groups].map(([name, members]) => [name, summaryOf(members)]))
}

function summaryOf(results: readonly QuestionResult[]): Summary {
  const entries = measureNames.flatMap((name) => {
    const values = results.map(measures[name].of).filter((value) => value !== undefined)
    const value = measures[name].together(values)
    return value === undefined ? [] : [[name, { value, questions: values.length }] as const]
  })
  return Object.fromEntries(entries)
}
