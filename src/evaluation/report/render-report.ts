import type { EvaluationRun } from '../evaluation-run.ts'
import { measureText } from '../measure-text.ts'
import { type MeasureName, measures } from '../measures.ts'
import type { ThresholdOutcome } from '../thresholds.ts'
import { verdictOf } from '../verdict.ts'
import { comparisonSection, dayText } from './comparison-section.ts'
import { costChart } from './cost-chart.ts'
import { figuresTable } from './figures-table.ts'
import { Html, html } from './html.ts'
import { judgedSection } from './judged-section.ts'
import { questionTable } from './question-table.ts'
import type { ReportExtras } from './report-input.ts'
import { styles } from './styles.ts'
import { timeChart } from './time-chart.ts'
import { verdictChart } from './verdict-chart.ts'

/** A run as one HTML page that needs nothing else: no script, and its policy lets it load nothing. */
export function renderReport(run: EvaluationRun, { before, comparison, thresholds = [] }: ReportExtras = {}): string {
  const { results, notes } = run
  const right = results.filter((result) => verdictOf(result) === 'right').length
  const close = results.filter((result) => verdictOf(result) === 'close')
  const wrong = results.filter((result) => verdictOf(result) === 'wrong')
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>Lorekeep evaluation, ${dayText(run.startedAt)}</title>
        <style>
          ${new Html(styles)}
        </style>
      </head>
      <body>
        <header>
          <p class="soft">Lorekeep evaluation · ${dayText(run.startedAt)}</p>
          <h1>${right} of ${results.length} questions came out right</h1>
          ${verdictChart(results)} ${headline(run, before)}
        </header>
        <main>
          ${thresholds.length === 0 ? undefined : thresholdSection(thresholds, run.measured.currency)}
          ${
            notes.length === 0
              ? undefined
              : html`<aside aria-label="To know">
                  <ul>
                    ${notes.map((note) => html`<li>${note}</li>`)}
                  </ul>
                </aside>`
          }
          ${comparison !== undefined && before !== undefined ? comparisonSection(comparison, before) : undefined}
          <section aria-labelledby="figures">
            <h2 id="figures">Figures</h2>
            ${figuresTable(run, before)}
          </section>
          ${judgedSection(run)}
          <section aria-labelledby="time">
            <h2 id="time">Time</h2>
            ${timeChart(run)}
          </section>
          <section aria-labelledby="cost">
            <h2 id="cost">Cost</h2>
            ${costChart(run)}
          </section>
          <section aria-labelledby="wrong">
            <h2 id="wrong">${wrong.length === 0 ? 'No question came out wrong' : `${wrong.length} came out wrong`}</h2>
            ${wrong.length === 0 ? undefined : questionTable(wrong, 'Questions that came out wrong')}
          </section>
          ${
            close.length === 0
              ? undefined
              : html`<details>
                  <summary>${close.length} came close: the right document was cited, with other words of it</summary>
                  ${questionTable(close, 'Questions that came close')}
                </details>`
          }
        </main>
        <footer>${runFacts(run)}</footer>
      </body>
    </html>`
  return page.text
}

const headlined = [
  'judged-correct',
  'hit@5',
  'citation-precision',
  'refused',
  'p95',
  'cost',
] as const satisfies readonly MeasureName[]

function headline({ summaries, measured }: EvaluationRun, before: EvaluationRun | undefined): Html {
  const shown = headlined.filter((name) => summaries['all']?.[name] !== undefined)
  return html`<dl class="headline">
    ${shown.map((name) => {
      const value = summaries['all']?.[name]?.value ?? 0
      const earlier = before?.summaries['all']?.[name]?.value
      return html`<div>
        <dt>${measures[name].title}</dt>
        <dd>
          ${measureText(name, value, measured.currency)}${
            earlier === undefined
              ? undefined
              : html` <small>before ${measureText(name, earlier, measured.currency)}</small>`
          }
        </dd>
      </div>`
    })}
  </dl>`
}

function thresholdSection(outcomes: readonly ThresholdOutcome[], currency: string): Html {
  const missed = outcomes.filter(({ isPassed }) => !isPassed).length
  return html`<section aria-labelledby="thresholds">
    <h2 id="thresholds">
      ${missed === 0 ? 'Every threshold is met' : `${missed} of ${outcomes.length} thresholds are not met`}
    </h2>
    <ul class="thresholds">
      ${outcomes.map(({ group, measure, bound, value, measured, isPassed }) => {
        const is = measured === undefined ? 'not measured' : measureText(measure, measured, currency)
        return html`<li>
          <span class="badge ${isPassed ? 'right' : 'wrong'}">${isPassed ? 'met' : 'not met'}</span>
          <code>${group === 'all' ? measure : `${group}:${measure}`}</code> ${is},
          ${bound === 'min' ? 'at least' : 'at most'} ${measureText(measure, value, currency)} is wanted
        </li>`
      })}
    </ul>
  </section>`
}

function runFacts({ measured, conditions, startedAt, finishedAt }: EvaluationRun): Html {
  const facts: readonly (readonly [string, string])[] = [
    ['Questions', conditions.questions],
    ['Asked', `${dayText(startedAt)} to ${dayText(finishedAt)}`],
    ['For', conditions.groups === undefined ? 'an administrator' : `groups ${conditions.groups.join(', ')}`],
    [
      'How',
      [
        conditions.retrievalOnly ? 'search alone' : 'search and answers',
        conditions.usesCache ? 'with the cache' : 'past the cache',
        ...(conditions.compression === 'off' ? ['all evidence given to models, uncompressed'] : []),
        `${conditions.concurrency} at a time`,
      ].join(', '),
    ],
    ['Index', `${measured.documents} documents in ${measured.chunks} chunks, ${measured.embedder ?? 'no vectors'}`],
    ['Chat models', measured.models.length === 0 ? 'none: answers are quoted' : measured.models.join(', ')],
    ...(conditions.judges === undefined ? [] : [['Judges', conditions.judges.join(', ')] as const]),
    ['Policy', measured.policy],
    ['Lorekeep', measured.lorekeep],
  ]
  return html`<dl>
    ${facts.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`
}
