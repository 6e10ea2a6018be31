/** Whether a cheap model answers a question well, or whether it takes a strong one. */
export const difficulties = ['simple', 'hard'] as const

export type DifficultyClass = (typeof difficulties)[number]

/** What a question asks for. A `lookup` asks for one fact that stands in one place. */
export const questionTasks = ['lookup', 'multi-hop', 'comparison', 'summary', 'arithmetic', 'reasoning'] as const

export type QuestionTask = (typeof questionTasks)[number]

/** A question whose difficulty is known. */
export interface RoutingExample {
  readonly question: string
  readonly difficulty: DifficultyClass
  readonly task?: QuestionTask
}

/** How hard a question probably is, and what says so. */
export interface Difficulty {
  /** The chance that it takes a strong model, 0…1. */
  readonly probability: number
  /** Known questions most like it, the likest first. */
  readonly nearest: readonly RoutingExample[]
}

/** What was learned from examples: how much each thing that a question shows speaks for its being hard. */
export interface DifficultyFit {
  /** For each dimension of a vector; of length 0 where wording alone was learned from. */
  readonly meaning: Float32Array
  readonly wording: ReadonlyMap<string, number>
}
