import type { QuestionChange, RunComparison } from '../../evaluation/compare-runs.ts'
import { differenceText, measureText } from '../../evaluation/measure-text.ts'
import { table } from './table.ts'

/** More questions than these are counted. */
const questionsListed = 20

/** Two runs side by side, for a person at a terminal. */
export function describeComparison(comparison: RunComparison, currency: string): string {
  const { questions, onlyBefore, onlyAfter, changedExpectation, differences, measures } = comparison
  const left = [
    ...(onlyBefore > 0 ? [`${onlyBefore} that only the first run asked`] : []),
    ...(onlyAfter > 0 ? [`${onlyAfter} that only the second asked`] : []),
    ...(changedExpectation > 0 ? [`${changedExpectation} that expect something else now`] : []),
  ]
  return [
    `Compared ${questions} questions.${left.length > 0 ? ` Left out: ${left.join(', ')}.` : ''}`,
    ...differences.map((difference) => `  ${difference}`),
    '',
    table(
      ['measure', 'before', 'after', 'difference', '95 % interval', 'p', 'adjusted', 'better', 'worse', ''],
      measures.map((one) => [
        one.measure,
        measureText(one.measure, one.before, currency),
        measureText(one.measure, one.after, currency),
        differenceText(one.measure, one.difference, currency),
        one.interval.map((bound) => differenceText(one.measure, bound, currency)).join(' … '),
        one.p.toFixed(4),
        one.adjustedP.toFixed(4),
        one.better,
        one.worse,
        one.change === 'unclear' ? '' : one.change,
      ]),
    ),
    ...changeLines('Improved', comparison.improved),
    ...changeLines('Worse', comparison.worsened),
    ...changeLines('Judged better', comparison.judgedBetter),
    ...changeLines('Judged worse', comparison.judgedWorse),
  ].join('\n')
}

function changeLines(title: string, changes: readonly QuestionChange<string>[]): readonly string[] {
  if (changes.length === 0) return []
  const more = changes.length - questionsListed
  const width = Math.max(...changes.flatMap(({ before, after }) => [before.length, after.length]))
  return [
    '',
    `${title}: ${changes.length}`,
    ...changes
      .slice(0, questionsListed)
      .map(({ question, before, after }) => `  ${before.padEnd(width)} → ${after.padEnd(width)}  ${question}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ]
}
