import { formatMoney, toMicros } from '../../domain/money.ts'
import type { EvaluationRun } from '../evaluation-run.ts'
import { type Html, html } from './html.ts'

const width = 460
const barHeight = 18

interface ModelCost {
  readonly model: string
  readonly answers: number
  readonly tokens: number
  readonly paid: number
  readonly baseline: number
}

/** Who answered how many questions, and what that cost beside everything in the cloud. */
export function costChart({ results, measured }: EvaluationRun): Html {
  const byModel = new Map<string, ModelCost>()
  for (const { answer } of results) {
    if (answer === undefined) continue
    const model =
      answer.tier === 'extractive' ? 'quoted, no model' : `${answer.provider}/${answer.model} (${answer.tier})`
    const sum = byModel.get(model) ?? { model, answers: 0, tokens: 0, paid: 0, baseline: 0 }
    byModel.set(model, {
      model,
      answers: sum.answers + 1,
      tokens: sum.tokens + answer.promptTokens + answer.completionTokens,
      paid: sum.paid + answer.costMicros,
      baseline: sum.baseline + answer.baselineMicros,
    })
  }
  const rows = [...byModel.values()].toSorted((a, b) => b.paid - a.paid || b.answers - a.answers)
  if (rows.length === 0) return html`<p>Nothing was asked, so that nothing was paid.</p>`
  const most = Math.max(...rows.flatMap(({ paid, baseline }) => [paid, baseline]))
  const money = (micros: number) => formatMoney(toMicros(micros), measured.currency)
  return html`<div class="wide">
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">answered by</th>
          <th scope="col" class="bars">
            <span class="key plain"></span> paid <span class="key track"></span> all in the cloud
          </th>
          <th scope="col" class="number">answers</th>
          <th scope="col" class="number">tokens</th>
          <th scope="col" class="number">paid</th>
          <th scope="col" class="number">all in the cloud</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${row.model}</th>
              <td class="bars">${costBars(row, most)}</td>
              <td class="number">${row.answers}</td>
              <td class="number">${row.tokens}</td>
              <td class="number main">${money(row.paid)}</td>
              <td class="number">${money(row.baseline)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function costBars({ paid, baseline }: ModelCost, most: number): Html {
  const size = (micros: number) => (most === 0 ? 0 : (micros / most) * width)
  return html`<svg
    viewBox="0 0 ${width} ${barHeight}"
    width="220"
    height="9"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    <rect class="track" x="0" y="0" width="${size(baseline)}" height="${barHeight}" />
    <rect class="bar plain" x="0" y="4" width="${size(paid)}" height="${barHeight - 8}" />
  </svg>`
}
