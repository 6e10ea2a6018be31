/** What an answer says, beside the reference answer. */
export const grades = ['correct', 'partly', 'wrong'] as const

export type Grade = (typeof grades)[number]

/** Why nobody graded an answer. */
export const notJudgedReasons = [
  'not-answered',
  'unreadable',
  'kept-in-house',
  'redaction-failed',
  'instruction-in-question',
  'budget-exhausted',
  'time-limit',
  'no-judge-left',
  'failed',
] as const

export type NotJudgedReason = (typeof notJudgedReasons)[number]

/** What a model says of an answer. */
export interface Graded {
  readonly grade: Grade
  /** Whether all is there that the reference says and the question asks for. */
  readonly isComplete: boolean
  /** One sentence, in the language of the question. */
  readonly why: string
}

/** What asking for it came to; more than one call where a reply could not be read. */
interface Spent {
  readonly promptTokens: number
  readonly completionTokens: number
  readonly costMicros: number
}

export const nothingSpent: Spent = { promptTokens: 0, completionTokens: 0, costMicros: 0 }

/** How an answer was graded, and by whom; or why it was not. One that was not graded is never a right one. */
export type Judgement = Spent & ((Graded & { readonly judge: string }) | NotJudged)

export interface NotJudged {
  readonly notJudged: NotJudgedReason
  readonly detail: string
}

/** There is nothing to grade: the question was not answered, or asking failed. */
export function isUnanswered(judgement: Judgement): boolean {
  return 'notJudged' in judgement && judgement.notJudged === 'not-answered'
}

/** Undefined for an answer that nobody graded. */
export function gradedOf(judgement: Judgement | undefined): (Graded & { readonly judge: string }) | undefined {
  return judgement === undefined || 'notJudged' in judgement ? undefined : judgement
}
