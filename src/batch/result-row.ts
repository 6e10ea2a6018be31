import type { Answer, Citation, Support } from '../domain/answers/answer.ts'
import type { Batch, BatchQuestionState } from '../domain/batch/batch.ts'
import { amountOf } from '../domain/money.ts'
import type { BatchResult } from './batches.ts'

/** What is said of a question beside its own columns, in this order. */
const resultColumns = [
  'answer',
  'status',
  'support',
  'citations',
  'route',
  'cost',
  'currency',
  'answer_id',
  'error',
] as const

type ResultColumn = (typeof resultColumns)[number]

/** A question with its answer as clients see it. */
export interface PublicResult {
  readonly number: number
  readonly question: string
  readonly columns: Readonly<Record<string, string>>
  readonly status: BatchQuestionState
  readonly answerId?: string
  readonly answer?: string
  /** The weakest support of any sentence. */
  readonly support?: Support
  readonly citations: readonly Pick<Citation, 'n' | 'documentId' | 'title' | 'source' | 'page' | 'quote' | 'support'>[]
  readonly route?: Pick<Answer['route'], 'tier' | 'provider' | 'model'>
  readonly cache?: Answer['cache']
  readonly costMicros?: number
  readonly currency?: string
  readonly error?: { readonly code: string; readonly message: string }
}

export function publicResult({ question: asked, answer }: BatchResult): PublicResult {
  const { number, question, columns, state, error } = asked
  const support = answer && weakest(answer)
  return {
    number,
    question,
    columns,
    status: state,
    ...(answer !== undefined && {
      answerId: answer.id,
      answer: answer.text,
      ...(support !== undefined && { support }),
    }),
    citations: (answer?.citations ?? []).map(publicCitation),
    ...(answer !== undefined && {
      route: { tier: answer.route.tier, provider: answer.route.provider, model: answer.route.model },
      cache: answer.cache,
      costMicros: answer.usage.costMicros,
      currency: answer.usage.currency,
    }),
    ...(error !== undefined && { error }),
  }
}

function publicCitation({ n, documentId, title, source, page, quote, support }: Citation) {
  return { n, documentId, title, source, ...(page !== undefined && { page }), quote, support }
}

const byWeakness: readonly Support[] = ['unsupported', 'weak', 'supported']

function weakest({ sentences, citations }: Answer): Support | undefined {
  const checked = new Set((sentences ?? citations).map(({ support }) => support))
  return byWeakness.find((support) => checked.has(support))
}

/** A table of results: the columns that came with the questions, then ours. */
export interface ResultTable {
  readonly header: readonly string[]
  readonly rowOf: (result: BatchResult) => readonly (string | number | undefined)[]
}

/**
 * The columns of results. An empty column of the file that is called as one of ours gives way to it; where it holds
 * something, ours gets another name.
 */
export function resultTable(
  batch: Pick<Batch, 'columns' | 'questionColumn'>,
  filled: ReadonlySet<string>,
): ResultTable {
  const isOurs = (name: string) => resultColumns.some((column) => column === name.trim().toLowerCase())
  const kept = batch.columns.filter((name) => name === batch.questionColumn || !isOurs(name) || filled.has(name))
  const taken = new Set(kept.map((name) => name.trim().toLowerCase()))
  return {
    header: [...kept, ...resultColumns.map((column) => (taken.has(column) ? `lorekeep_${column}` : column))],
    rowOf: (result) => {
      const { question, columns } = result.question
      const cells = cellsOf(publicResult(result))
      return [
        ...kept.map((name) => (name === batch.questionColumn ? question : (columns[name] ?? ''))),
        ...resultColumns.map((column) => cells[column]),
      ]
    },
  }
}

function cellsOf(result: PublicResult): Readonly<Record<ResultColumn, string | number | undefined>> {
  const { answer, status, support, citations, route, costMicros, currency, answerId, error } = result
  return {
    answer,
    status,
    support,
    citations: citations.map(citationText).join('\n'),
    route:
      route && [route.tier, ...(route.tier === 'extractive' ? [] : [`${route.provider}/${route.model}`])].join(' '),
    cost: costMicros === undefined ? undefined : amountOf(costMicros),
    currency,
    answer_id: answerId,
    error: error && `${error.code}: ${error.message}`,
  }
}

/** `[1] Staff handbook, p. 3: “The words.”` */
function citationText({ n, title, page, quote }: PublicResult['citations'][number]): string {
  return `[${n}] ${title}${page === undefined ? '' : `, p. ${page}`}: “${quote}”`
}
