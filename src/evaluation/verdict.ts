import { hitAt } from './metrics/hit-at.ts'
import type { QuestionResult } from './question-result.ts'

/** Why a question is not right. */
export type Shortcoming =
  | 'failed'
  | 'not-answered'
  | 'not-refused'
  | 'not-blocked'
  | 'other-route'
  | 'document-not-found'
  | 'document-not-cited'
  | 'passage-not-quoted'

/** `wrong`: not what was expected. `close`: the right document, but other words of it than the golden ones. */
export type Verdict = 'right' | 'close' | 'wrong'

/** How many documents a reader of search results looks at. */
const documentsRead = 5

/** Everything that a question's result lacks, the gravest first. */
export function shortcomingsOf({ golden, found, answer, failure }: QuestionResult): readonly Shortcoming[] {
  if (failure !== undefined) return ['failed']
  const isFound =
    golden.documents.length === 0 ||
    hitAt(
      documentsRead,
      found.map(({ documents }) => documents.length > 0),
    ) === 1
  if (answer === undefined) return isFound ? [] : ['document-not-found']
  const citesRight = answer.citations.some(({ documents }) => documents.length > 0)
  const lacks: [Shortcoming, boolean][] = [
    ['not-answered', golden.status === 'answered' && answer.status !== 'answered'],
    ['not-refused', golden.status === 'abstained' && answer.status !== 'abstained'],
    ['not-blocked', golden.status === 'blocked' && answer.status !== 'blocked'],
    ['other-route', golden.route !== undefined && golden.route !== answer.tier],
    ['document-not-found', !isFound],
    ['document-not-cited', answer.status === 'answered' && golden.documents.length > 0 && !citesRight],
    [
      'passage-not-quoted',
      answer.status === 'answered' &&
        golden.passage !== undefined &&
        citesRight &&
        !answer.citations.some(({ quotesPassage }) => quotesPassage),
    ],
  ]
  return lacks.filter(([, isLacking]) => isLacking).map(([shortcoming]) => shortcoming)
}

/** A question may be answered right from an eighth passage, so that what was not found early does not count alone. */
export function verdictOf(result: QuestionResult): Verdict {
  const all = shortcomingsOf(result)
  const shortcomings = result.answer === undefined ? all : all.filter((name) => name !== 'document-not-found')
  if (shortcomings.length === 0) return 'right'
  return shortcomings.every((name) => name === 'passage-not-quoted') ? 'close' : 'wrong'
}
