import type { MeasureComparison, QuestionChange, RunComparison } from '../compare-runs.ts'
import type { EvaluationRun } from '../evaluation-run.ts'
import { differenceText, measureText } from '../measure-text.ts'
import type { Grade } from '../judging/judgement.ts'
import { measures } from '../measures.ts'
import type { Verdict } from '../verdict.ts'
import { badgeOf } from './badge-of.ts'
import { type Html, html } from './html.ts'

const width = 200
const height = 14

/** Both runs side by side: each measure with its difference, and the questions that ended differently. */
export function comparisonSection(comparison: RunComparison, before: EvaluationRun): Html {
  const { questions, onlyBefore, onlyAfter, changedExpectation, differences } = comparison
  const { currency } = before.measured
  const left = [
    ...(onlyBefore > 0 ? [`${onlyBefore} only asked before`] : []),
    ...(onlyAfter > 0 ? [`${onlyAfter} only asked now`] : []),
    ...(changedExpectation > 0 ? [`${changedExpectation} that expect something else now`] : []),
  ]
  return html`<section aria-labelledby="comparison">
    <h2 id="comparison">Compared with the run of ${dayText(before.startedAt)}</h2>
    <p>
      ${questions} questions were asked in both.${left.length > 0 ? ` Left out: ${left.join(', ')}.` : ''} The lines
      show where the difference lies with a confidence of 95 %. It counts as better or worse when chance makes one as
      large in less than one of twenty comparisons (randomisation test, adjusted for the number of measures).
    </p>
    ${
      differences.length === 0
        ? html`<p>Installation and conditions were the same.</p>`
        : html`<ul class="facts">
            ${differences.map((difference) => html`<li>${difference}</li>`)}
          </ul>`
    }
    <div class="wide">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">measure</th>
            <th scope="col" class="number">before</th>
            <th scope="col" class="number">now</th>
            <th scope="col" class="number">difference</th>
            <th scope="col" class="bars">worse · better</th>
            <th scope="col" class="number">p, adjusted</th>
            <th scope="col">questions</th>
          </tr>
        </thead>
        <tbody>
          ${comparison.measures.map((one) => comparisonRow(one, currency))}
        </tbody>
      </table>
    </div>
    ${changeList('Improved', comparison.improved)} ${changeList('Worse than before', comparison.worsened)}
    ${changeList('Judged better', comparison.judgedBetter)} ${changeList('Judged worse', comparison.judgedWorse)}
  </section>`
}

function comparisonRow(one: MeasureComparison, currency: string): Html {
  return html`<tr class="${one.change}">
    <th scope="row"><code>${one.measure}</code></th>
    <td class="number">${measureText(one.measure, one.before, currency)}</td>
    <td class="number main">${measureText(one.measure, one.after, currency)}</td>
    <td class="number">${differenceText(one.measure, one.difference, currency)}</td>
    <td class="bars">${intervalChart(one, currency)}</td>
    <td class="number">
      ${one.adjustedP < 0.0001 ? '< 0.0001' : one.adjustedP.toFixed(4)}${one.change === 'unclear' ? '' : html` <b>${one.change}</b>`}
    </td>
    <td class="soft">${one.better} better, ${one.worse} worse</td>
  </tr>`
}

/** The interval around zero, better to the right. Shares are drawn to one scale; others to their own. */
function intervalChart({ measure, interval, difference, before }: MeasureComparison, currency: string): Html {
  const { unit, better } = measures[measure]
  const sign = better === 'higher' ? 1 : -1
  const reach = Math.max(...interval.map(Math.abs))
  const scale = unit === 'share' ? Math.max(0.25, reach) : Math.max(reach, Math.abs(before) / 2, 1)
  const x = (value: number) => width / 2 + ((sign * value) / scale) * (width / 2 - 4)
  const [left, right] = interval.map(x).toSorted((a, b) => a - b)
  const said = interval.map((bound) => differenceText(measure, bound, currency)).join(' to ')
  return html`<svg
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-label="from ${said}"
  >
    <title>${said}</title>
    <line class="axis" x1="${width / 2}" x2="${width / 2}" y1="0" y2="${height}" />
    <line class="interval" x1="${left}" x2="${right}" y1="${height / 2}" y2="${height / 2}" />
    <circle class="dot" cx="${x(difference)}" cy="${height / 2}" r="3.5" />
  </svg>`
}

function changeList(title: string, changes: readonly QuestionChange<Verdict | Grade>[]): Html | undefined {
  if (changes.length === 0) return undefined
  return html`<h3>${title}: ${changes.length}</h3>
    <ul class="changes">
      ${changes.map(
        ({ question, before, after }) =>
          html`<li>
            <span class="badge ${badgeOf(before)}">${before}</span> →
            <span class="badge ${badgeOf(after)}">${after}</span> ${question}
          </li>`,
      )}
    </ul>`
}

/** In the time zone of whoever made the report. */
export function dayText(at: number): string {
  return new Date(at).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' })
}
