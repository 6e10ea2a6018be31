import { formatMoney, toMicros } from '../../domain/money.ts'
import type { EvaluationRun } from '../evaluation-run.ts'
import { countGrades, gradesText, judgesText } from '../judging/count-grades.ts'
import { gradedOf, isUnanswered } from '../judging/judgement.ts'
import type { QuestionResult } from '../question-result.ts'
import { type Html, html } from './html.ts'
import { questionTable } from './question-table.ts'

/** What a model said of the answers, and those that it did not find correct, or could not grade. */
export function judgedSection({ results, measured }: EvaluationRun): Html | undefined {
  const counts = countGrades(results)
  if (counts === undefined) return undefined
  const doubted = results.filter(isDoubted)
  const cost = formatMoney(toMicros(counts.costMicros), measured.currency)
  return html`<section aria-labelledby="judged">
    <h2 id="judged">Judged by a model: ${gradesText(counts)}</h2>
    <p>
      Each answer was held against the reference answer of its question by ${judgesText(counts)}, for ${cost} beside the
      cost of the answers. A model errs too: look at those below before you believe the figures.
    </p>
    ${
      doubted.length === 0
        ? undefined
        : html`<details>
            <summary>${doubted.length} not found correct, or not judged</summary>
            ${questionTable(doubted, 'Answers that were not found correct, or not judged')}
          </details>`
    }
  </section>`
}

function isDoubted({ judgement }: QuestionResult): boolean {
  return judgement !== undefined && !isUnanswered(judgement) && gradedOf(judgement)?.grade !== 'correct'
}
