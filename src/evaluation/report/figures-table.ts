import type { EvaluationRun, Summary } from '../evaluation-run.ts'
import { measureText } from '../measure-text.ts'
import { type Measure, type MeasureName, measureNames, measures } from '../measures.ts'
import { groupTitle, isLanguage } from './group-title.ts'
import { type Html, html } from './html.ts'

const barWidth = 220
const barHeight = 7
const barGap = 3

const parts = [
  ['retrieval', 'Finding'],
  ['answers', 'Answering'],
  ['citations', 'Citing'],
  ['judged', 'Judged by a model, by the reference answers'],
  ['wording', 'Wording, compared with the reference answers'],
] as const satisfies readonly (readonly [Measure['part'], string])[]

/** The shares that were measured, part by part, with a bar for each language. */
export function figuresTable(run: EvaluationRun, before: EvaluationRun | undefined): Html {
  const { summaries } = run
  const groups = Object.keys(summaries)
  const languages = groups.filter(isLanguage)
  const drawn = languages.length > 1 ? languages : ['all']
  return html`<div class="wide">
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">measure</th>
          <th scope="col" class="bars">${drawn.length > 1 ? languageKey(drawn, before) : beforeKey(before)}</th>
          ${groups.map((group) => html`<th scope="col" class="number">${groupTitle(group)}</th>`)}
          <th scope="col" class="number">questions</th>
        </tr>
      </thead>
      ${parts.map(([part, title]) => {
        const names = measureNames.filter(
          (name) => measures[name].part === part && summaries['all']?.[name] !== undefined,
        )
        if (names.length === 0) return undefined
        return html`<tbody>
          <tr class="part">
            <th scope="rowgroup" colspan="${groups.length + 3}">${title}</th>
          </tr>
          ${names.map((name) => figureRow(name, run, before?.summaries, groups, drawn))}
        </tbody>`
      })}
    </table>
  </div>`
}

function figureRow(
  name: MeasureName,
  { summaries, measured }: EvaluationRun,
  before: EvaluationRun['summaries'] | undefined,
  groups: readonly string[],
  drawn: readonly string[],
): Html {
  return html`<tr>
    <th scope="row"><code>${name}</code><small>${measures[name].title}</small></th>
    <td class="bars">${bars(name, drawn, summaries, before)}</td>
    ${groups.map((group) => {
      const figure = summaries[group]?.[name]
      return html`<td class="number${group === 'all' ? ' main' : ''}">
        ${figure === undefined ? '–' : measureText(name, figure.value, measured.currency)}
      </td>`
    })}
    <td class="number soft">${summaries['all']?.[name]?.questions}</td>
  </tr>`
}

/** The numbers stand beside the bars, so that the bars are hidden from who hears the page. */
function bars(
  name: MeasureName,
  drawn: readonly string[],
  summaries: Readonly<Record<string, Summary>>,
  before: Readonly<Record<string, Summary>> | undefined,
): Html {
  const height = drawn.length * (barHeight + barGap) - barGap
  return html`<svg viewBox="0 0 ${barWidth} ${height}" width="${barWidth}" height="${height}" aria-hidden="true">
    ${drawn.map((group, index) => {
      const y = index * (barHeight + barGap)
      const share = summaries[group]?.[name]?.value ?? 0
      const earlier = before?.[group]?.[name]?.value
      return html`<rect class="track" x="0" y="${y}" width="${barWidth}" height="${barHeight}" rx="2" />
        <rect class="bar ${group}" x="0" y="${y}" width="${share * barWidth}" height="${barHeight}" rx="2" />
        ${
          earlier === undefined
            ? undefined
            : html`<rect
                class="tick"
                x="${Math.max(0, earlier * barWidth - 1)}"
                y="${y - 1}"
                width="2"
                height="${barHeight + 2}"
              />`
        }`
    })}
  </svg>`
}

function languageKey(drawn: readonly string[], before: EvaluationRun | undefined): Html {
  return html`${drawn.map((group) => html`<span class="key ${group}"></span> ${groupTitle(group)} `)}${beforeKey(before)}`
}

function beforeKey(before: EvaluationRun | undefined): Html | undefined {
  return before && html`<span class="key tick"></span> before`
}
