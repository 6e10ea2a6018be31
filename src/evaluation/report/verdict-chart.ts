import type { QuestionResult } from '../question-result.ts'
import { type Verdict, verdictOf } from '../verdict.ts'
import { groupTitle } from './group-title.ts'
import { type Html, html } from './html.ts'

const barHeight = 26
/** In per cent: a narrower part has no room for its number on a phone. */
const leastLabelled = 8
const verdicts = ['right', 'close', 'wrong'] as const satisfies readonly Verdict[]

/** A bar for each group, parted into what was right, close and wrong. */
export function verdictChart(results: readonly QuestionResult[]): Html {
  const groups = ['all', 'en', 'zh']
    .map((group) => ({ group, members: results.filter(({ golden }) => group === 'all' || golden.language === group) }))
    .filter(({ members }) => members.length > 0)
  const shown = groups.length === 2 ? groups.slice(0, 1) : groups
  return html`<div class="verdicts">
    ${shown.map(({ group, members }) => verdictRow(groupTitle(group), members))}
    <p class="legend">
      <span class="key right"></span> right <span class="key close"></span> close: the right document, other words of it
      <span class="key wrong"></span> wrong
    </p>
  </div>`
}

/** In per cent of whatever width there is, so that the numbers keep their shape. */
function verdictRow(title: string, members: readonly QuestionResult[]): Html {
  const counts = verdicts.map((verdict) => members.filter((result) => verdictOf(result) === verdict).length)
  let from = 0
  const parts = verdicts.map((verdict, index) => {
    const count = counts[index] ?? 0
    const x = from
    const size = (count / members.length) * 100
    from += size
    if (count === 0) return undefined
    return html`<rect class="${verdict}" x="${x}%" y="0" width="${size}%" height="${barHeight}" />${
        size >= leastLabelled
          ? html`<text class="on-bar ${verdict}" x="${x}%" dx="8" y="18">${count}</text>`
          : undefined
      }`
  })
  const said = verdicts.map((verdict, index) => `${counts[index]} ${verdict}`).join(', ')
  return html`<div class="verdict-row">
    <span>${title}</span>
    <svg role="img" aria-label="${title}: ${said}">${parts}</svg>
    <span class="number">${members.length}</span>
  </div>`
}
