/** What a use case is judged by. */
export type AssessedFactor = 'task' | 'errors' | 'volume' | 'pay'

interface Graded {
  /** 0…1: how much this speaks for automating. */
  readonly score: number
  readonly about: string
}

/** From a number on, a score of 0…1. In order; the first begins at 0. */
export type Steps = readonly { readonly from: number; readonly score: number }[]

/** How much each factor counts, and what of it scores how much. */
export interface AssessmentRules {
  /** Points of each factor; they add up to 100. */
  readonly weights: Readonly<Record<AssessedFactor, number>>
  readonly tasks: Readonly<Record<string, Graded>>
  readonly errors: Readonly<Record<string, Graded>>
  /** By questions a day. */
  readonly volume: Steps
  /** By what somebody would pay for an answer, as a multiple of what it costs. */
  readonly pay: Steps
  /** From a total on; the highest first, the last begins at 0. */
  readonly verdicts: readonly { readonly from: number; readonly verdict: 'automate' | 'pilot' | 'leave' }[]
  /** The most that a use case gets in which a factor scores nothing: no volume makes up for harm. */
  readonly mostWithAFactorOfZero: number
}
