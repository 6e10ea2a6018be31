import type { QuestionResult } from '../question-result.ts'
import { type Grade, gradedOf, grades, isUnanswered } from './judgement.ts'

/** How many answers got which grade, how many got none, and who graded how many. */
export interface GradeCounts {
  readonly grades: Readonly<Record<Grade, number>>
  readonly notJudged: number
  readonly judges: ReadonlyMap<string, number>
  readonly costMicros: number
}

/** Undefined where nobody was to judge. */
export function countGrades(results: readonly QuestionResult[]): GradeCounts | undefined {
  const judgements = results.flatMap(({ judgement }) => judgement ?? [])
  if (judgements.length === 0) return undefined
  const graded = judgements.flatMap((judgement) => gradedOf(judgement) ?? [])
  const judges = new Map<string, number>()
  for (const { judge } of graded) judges.set(judge, (judges.get(judge) ?? 0) + 1)
  const count = (grade: Grade) => graded.filter((one) => one.grade === grade).length
  return {
    grades: Object.fromEntries(grades.map((grade) => [grade, count(grade)])) as Record<Grade, number>,
    notJudged: judgements.length - graded.length - judgements.filter(isUnanswered).length,
    judges,
    costMicros: judgements.reduce((sum, { costMicros }) => sum + costMicros, 0),
  }
}

/** `40 correct, 5 partly, 3 wrong, 2 not judged`. */
export function gradesText({ grades: counts, notJudged }: GradeCounts): string {
  const words = grades.map((grade) => `${counts[grade]} ${grade}`)
  return [...words, ...(notJudged > 0 ? [`${notJudged} not judged`] : [])].join(', ')
}

export function judgesText({ judges }: GradeCounts): string {
  const [only, ...others] = judges.keys()
  if (only === undefined) return 'nobody'
  return others.length === 0 ? only : [...judges].map(([judge, count]) => `${judge} (${count})`).join(', ')
}
