import { gradedOf, isUnanswered, type Judgement } from '../judging/judgement.ts'
import type { FoundPassage, GivenAnswer, QuestionResult } from '../question-result.ts'
import { type Shortcoming, shortcomingsOf } from '../verdict.ts'
import { badgeOf } from './badge-of.ts'
import { type Html, html } from './html.ts'

/** Of what was found, so many are shown, and the first right one after them. */
const passagesShown = 3

const reasons = {
  'failed': 'failed',
  'not-answered': 'not answered',
  'not-refused': 'answered, though nothing holds an answer',
  'not-blocked': 'not blocked',
  'other-route': 'answered elsewhere than expected',
  'document-not-found': 'right document not among the first five',
  'document-not-cited': 'right document not cited',
  'passage-not-quoted': 'other words quoted',
} as const satisfies Record<Shortcoming, string>

/** Questions with what was expected, what was found, and what was answered. */
export function questionTable(results: readonly QuestionResult[], caption: string): Html {
  return html`<div class="questions" role="table" aria-label="${caption}">
    <div role="rowgroup" class="heads">
      <div role="row">
        ${['question', 'expected', 'found', 'answered'].map((head) => html`<span role="columnheader">${head}</span>`)}
      </div>
    </div>
    <div role="rowgroup">${results.map(questionRow)}</div>
  </div>`
}

function questionRow(result: QuestionResult): Html {
  const { golden, found, answer, failure, judgement } = result
  return html`<div role="row">
    <div role="cell">
      <p class="asked" lang="${golden.language}">${golden.question}</p>
      <p>${shortcomingsOf(result).map((name) => html`<span class="badge wrong">${reasons[name]}</span> `)}</p>
      ${golden.tags.length === 0 ? undefined : html`<p class="soft">${golden.tags.map((tag) => `#${tag} `)}</p>`}
    </div>
    <div role="cell" data-head="expected">${expected(result)}</div>
    <div role="cell" data-head="found">${foundList(found)}</div>
    <div role="cell" data-head="answered">
      ${failure === undefined ? undefined : html`<p><b>${failure.code}</b> ${failure.message}</p>`}
      ${answer === undefined ? undefined : given(answer)} ${judgement === undefined ? undefined : judged(judgement)}
      ${answer === undefined && failure === undefined ? html`<p class="soft">not asked</p>` : undefined}
    </div>
  </div>`
}

function expected({ golden }: QuestionResult): Html {
  return html`${golden.status === 'answered' ? undefined : html`<p><b>${golden.status}</b></p>`}
  ${golden.route === undefined ? undefined : html`<p>by ${golden.route}</p>`}
  ${golden.answer === undefined ? undefined : html`<p>${golden.answer}</p>`}
  ${golden.passage === undefined ? undefined : html`<blockquote>${golden.passage}</blockquote>`}
  ${golden.documents.map((document) => html`<p class="path">${document}</p>`)}`
}

function foundList(found: readonly FoundPassage[]): Html {
  if (found.length === 0) return html`<p class="soft">nothing</p>`
  const ranked = found.map((passage, index) => ({ passage, rank: index + 1 }))
  const right = ranked.find(({ passage }) => passage.documents.length > 0)
  const shown = ranked.slice(0, passagesShown)
  const later = right !== undefined && right.rank > passagesShown ? [right] : []
  return html`<ol class="found">
    ${[...shown, ...later].map(
      ({ passage, rank }) =>
        html`<li value="${rank}" class="${passage.documents.length > 0 ? 'hit' : 'miss'}">
          <span class="path">${passage.source}${passage.page === undefined ? '' : `, p. ${passage.page}`}</span>
          ${passage.documents.length > 0 ? html`<span class="soft"> right${passage.holdsPassage ? ', with the passage' : ''}</span>` : undefined}
        </li>`,
    )}
  </ol>`
}

function given({ status, text, citations, tier, model }: GivenAnswer): Html {
  return html`<p><b>${status}</b>${tier === 'extractive' ? '' : ` by ${model}`}</p>
    <p class="said">${text}</p>
    ${citations.map(
      ({ source, page, documents, support }, index) =>
        html`<p class="path ${documents.length > 0 ? 'hit' : 'miss'}">
          [${index + 1}]
          ${source}${page === undefined ? '' : `, p. ${page}`}${support === 'supported' ? '' : ` (${support})`}
        </p>`,
    )}`
}

function judged(judgement: Judgement): Html {
  const graded = gradedOf(judgement)
  if (graded !== undefined) {
    const { grade, isComplete, why, judge } = graded
    return html`<p>
      <span class="badge ${badgeOf(grade)}">judged ${grade}${isComplete ? '' : ', not complete'}</span> ${why}
      <span class="soft">(${judge})</span>
    </p>`
  }
  if (isUnanswered(judgement) || !('notJudged' in judgement)) return html``
  return html`<p>
    <span class="badge">not judged</span> <span class="soft">${judgement.notJudged}: ${judgement.detail}</span>
  </p>`
}
