import type { AnswerStatus, Support } from '../domain/answers/answer.ts'
import type { ErrorCode } from '../domain/errors.ts'
import type { RouteReason, Tier } from '../domain/routing/route.ts'
import type { GoldenQuestion } from './golden-question.ts'
import type { Judgement } from './judging/judgement.ts'

/** A passage that a search brought, best first. */
export interface FoundPassage {
  readonly source: string
  readonly page?: number
  readonly headingPath: readonly string[]
  readonly score: number
  /** The golden documents that it is from; several when one text lies at several paths. */
  readonly documents: readonly string[]
  readonly holdsPassage: boolean
}

export interface GivenCitation {
  readonly source: string
  readonly page?: number
  readonly quote: string
  readonly support: Support
  readonly documents: readonly string[]
  readonly quotesPassage: boolean
}

export interface GivenAnswer {
  readonly id: string
  readonly status: AnswerStatus
  readonly text: string
  readonly citations: readonly GivenCitation[]
  /** How many sentences of a written answer its evidence carries; absent from a quoted one. */
  readonly sentences?: Readonly<Record<Support, number>>
  readonly tier: Tier
  readonly provider: string
  readonly model: string
  readonly reasons: readonly RouteReason['code'][]
  readonly milliseconds: number
  readonly firstTokenMs?: number
  readonly promptTokens: number
  readonly completionTokens: number
  readonly costMicros: number
  readonly baselineMicros: number
}

/** What became of one golden question. */
export interface QuestionResult {
  readonly golden: GoldenQuestion
  readonly found: readonly FoundPassage[]
  readonly searchMs: number
  /** Absent when only retrieval was measured, or when asking failed. */
  readonly answer?: GivenAnswer
  /** What a judge says of the answer; absent where nobody was to judge, or there is no reference answer. */
  readonly judgement?: Judgement
  readonly failure?: { readonly code: ErrorCode; readonly message: string }
}
