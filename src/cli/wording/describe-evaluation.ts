import { formatMoney, toMicros } from '../../domain/money.ts'
import type { EvaluationRun } from '../../evaluation/evaluation-run.ts'
import { countGrades, gradesText, judgesText } from '../../evaluation/judging/count-grades.ts'
import { measureText } from '../../evaluation/measure-text.ts'
import { measureNames, measures } from '../../evaluation/measures.ts'
import type { ThresholdOutcome } from '../../evaluation/thresholds.ts'
import { verdictOf } from '../../evaluation/verdict.ts'
import { durationText } from './duration.ts'
import { table } from './table.ts'

/** A run for a person at a terminal: the figures by language and tag, what to know of them, and the thresholds. */
export function describeEvaluation(run: EvaluationRun, outcomes: readonly ThresholdOutcome[]): string {
  const { results, notes, measured } = run
  const count = (verdict: ReturnType<typeof verdictOf>) => results.filter((one) => verdictOf(one) === verdict).length
  const models = measured.models.length === 0 ? 'no chat model' : measured.models.join(', ')
  return [
    figuresTable(run),
    '',
    `${results.length} questions in ${durationText(run.finishedAt - run.startedAt)}: ${count('right')} right, ${count('close')} close, ${count('wrong')} wrong.`,
    ...gradeLines(run),
    `${measured.documents} documents in ${measured.chunks} chunks, ${measured.embedder ?? 'no vectors'}, ${models}, policy ${measured.policy}.`,
    ...notes.map((note) => `Note: ${note}`),
    ...(outcomes.length === 0 ? [] : ['', ...outcomes.map((outcome) => thresholdLine(outcome, measured.currency))]),
  ].join('\n')
}

function gradeLines({ results, measured }: EvaluationRun): readonly string[] {
  const counts = countGrades(results)
  if (counts === undefined) return []
  const cost = formatMoney(toMicros(counts.costMicros), measured.currency)
  return [`Judged by ${judgesText(counts)}: ${gradesText(counts)}; for ${cost}.`]
}

function figuresTable({ summaries, measured }: EvaluationRun): string {
  const groups = Object.keys(summaries)
  const named = measureNames.filter((name) => summaries['all']?.[name] !== undefined)
  return table(
    ['measure', ...groups, 'questions', ''],
    named.map((name) => [
      name,
      ...groups.map((group) => {
        const figure = summaries[group]?.[name]
        return figure === undefined ? '–' : measureText(name, figure.value, measured.currency)
      }),
      summaries['all']?.[name]?.questions ?? 0,
      measures[name].title,
    ]),
  )
}

/** Which threshold was not met, and by how much. */
function thresholdLine(
  { group, measure, bound, value, measured, isPassed }: ThresholdOutcome,
  currency: string,
): string {
  const name = group === 'all' ? measure : `${group}:${measure}`
  const wanted = `${bound === 'min' ? 'at least' : 'at most'} ${measureText(measure, value, currency)}`
  if (measured === undefined) return `✗ ${name}: ${wanted} is wanted, but no question measures it`
  const is = measureText(measure, measured, currency)
  if (isPassed) return `✓ ${name}: ${is}, ${wanted} is wanted`
  return `✗ ${name}: ${is}, ${measureText(measure, Math.abs(measured - value), currency)} ${bound === 'min' ? 'below' : 'above'} the ${measureText(measure, value, currency)} wanted`
}
