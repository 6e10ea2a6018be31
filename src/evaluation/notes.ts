import { gradedOf, isUnanswered } from './judging/judgement.ts'
import type { QuestionResult } from './question-result.ts'

/** More paths than these are counted. */
const pathsNamed = 3

export interface Circumstances {
  readonly results: readonly QuestionResult[]
  /** Golden documents that are not in the index. */
  readonly missing: readonly string[]
  /** Questions that wait for a person to say what is right. */
  readonly inReview: number
}

/** What a reader should know before believing the figures of a run, as sentences. */
export function notesOn({ results, missing, inReview }: Circumstances): readonly string[] {
  const failed = results.filter(({ failure }) => failure !== undefined)
  const codes = [...new Set(failed.map(({ failure }) => failure?.code))].join(', ')
  const exhausted = results.filter(({ answer }) => answer?.reasons.includes('budget-exhausted')).length
  const fallen = results.filter(({ answer }) => answer?.reasons.includes('no-provider-left')).length
  return [
    ...(missing.length > 0 ? [missingNote(missing)] : []),
    ...(inReview > 0 ? [`${inReview} questions with the status "review" were left out.`] : []),
    ...(failed.length > 0 ? [`${failed.length} questions failed (${codes}) and count as wrong.`] : []),
    ...(exhausted > 0 ? [`${exhausted} answers were quoted instead of written because a budget is used up.`] : []),
    ...judgingNotes(results),
    ...(fallen > 0 ? [`${fallen} answers were quoted instead of written because no model may or could answer.`] : []),
  ]
}

function missingNote(missing: readonly string[]): string {
  const named = missing.slice(0, pathsNamed).join(', ')
  const more = missing.length > pathsNamed ? `, … (${missing.length} in all)` : ''
  return `Golden documents that are not in the index count as not found: ${named}${more}.`
}

/** What nobody graded, and who graded themselves: models may favour what they wrote (Zheng et al. 2023, section 3.3). */
function judgingNotes(results: readonly QuestionResult[]): readonly string[] {
  const judgements = results.flatMap(({ judgement }) => judgement ?? [])
  const left = judgements.flatMap((one) => ('notJudged' in one && !isUnanswered(one) ? [one.notJudged] : []))
  const reasons = [...new Set(left)].map((reason) => `${reason}: ${left.filter((one) => one === reason).length}`)
  const unanswered = judgements.filter(isUnanswered).length
  const own = results.filter(
    ({ answer, judgement }) =>
      answer !== undefined && gradedOf(judgement)?.judge === `${answer.provider}/${answer.model}`,
  ).length
  return [
    ...(left.length > 0
      ? [`${left.length} answers were not judged (${reasons.join(', ')}) and are in no judged figure but "judged".`]
      : []),
    ...(unanswered > 0 ? [`${unanswered} questions without an answer count as judged wrong.`] : []),
    ...(own > 0 ? [`${own} answers were judged by the model that wrote them, and models may favour their own.`] : []),
  ]
}
