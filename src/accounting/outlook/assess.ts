import type { AssessedFactor, AssessmentRules, Steps } from '../../domain/accounting/assessment.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { Micros } from '../../domain/money.ts'

/** What somebody would like to have answered by a machine. */
export interface UseCase {
  readonly task: string
  /** How much harm a wrong answer does, by its name in the rules. */
  readonly errors: string
  readonly questionsPerDay: number
  /** What an answer is worth to who asks. */
  readonly payMicros: Micros
  /** What an answer costs. */
  readonly costMicros: Micros
}

export interface FactorScore {
  readonly factor: AssessedFactor
  /** What was given, in words. */
  readonly given: string
  readonly score: number
  readonly weight: number
  /** `score × weight`. */
  readonly points: number
}

export interface Assessment {
  readonly factors: readonly FactorScore[]
  /** 0…100. */
  readonly total: number
  /** True where a factor without any score held the total down. */
  readonly isCapped: boolean
  readonly verdict: AssessmentRules['verdicts'][number]['verdict']
}

/**
 * Scores whether a use case is worth automating: a weighted sum of factors, each shown.
 * @throws LorekeepError `bad-arguments` for a task or a tolerance that the rules do not name
 */
export function assess(useCase: UseCase, rules: AssessmentRules): Assessment {
  const { questionsPerDay, payMicros, costMicros } = useCase
  const task = graded('task', useCase.task, rules.tasks)
  const errors = graded('tolerance for errors', useCase.errors, rules.errors)
  const multiple = costMicros === 0 ? Number.POSITIVE_INFINITY : payMicros / costMicros
  const scores: readonly (readonly [AssessedFactor, string, number])[] = [
    ['task', `${useCase.task}: ${task.about}`, task.score],
    ['errors', `${useCase.errors}: ${errors.about}`, errors.score],
    ['volume', `${questionsPerDay} questions a day`, scoreAt(rules.volume, questionsPerDay)],
    ['pay', payInWords(payMicros, multiple), payMicros === 0 ? 0 : scoreAt(rules.pay, multiple)],
  ]
  const factors = scores.map(([factor, given, score]): FactorScore => {
    const weight = rules.weights[factor]
    return { factor, given, score, weight, points: Math.round(score * weight * 10) / 10 }
  })
  const sum = factors.reduce((total, { points }) => total + points, 0)
  const most = factors.some(({ score }) => score === 0) ? rules.mostWithAFactorOfZero : 100
  const total = Math.round(Math.min(sum, most) * 10) / 10
  const reached = rules.verdicts.find(({ from }) => total >= from)
  return { factors, total, isCapped: sum > most, verdict: reached?.verdict ?? 'leave' }
}

function graded<T>(what: string, name: string, grades: Readonly<Record<string, T>>): T {
  const grade = Object.hasOwn(grades, name) ? grades[name] : undefined
  if (grade !== undefined) return grade
  throw new LorekeepError('bad-arguments', `There is no ${what} "${name}".`, {
    hint: `Known are: ${Object.keys(grades).join(', ')}.`,
  })
}

function scoreAt(steps: Steps, value: number): number {
  return steps.findLast(({ from }) => value >= from)?.score ?? 0
}

function payInWords(payMicros: Micros, multiple: number): string {
  if (payMicros === 0) return 'nobody would pay for it'
  return Number.isFinite(multiple) ? `${multiple.toFixed(1)} times what an answer costs` : 'an answer costs nothing'
}
