import type { Language } from '../language.ts'
import type { Micros } from '../money.ts'
import type { Route } from '../routing/route.ts'
import type { SensitiveKind } from '../privacy/sensitive-span.ts'
import type { TokenUsage } from '../accounting/usage.ts'

export type Support = 'supported' | 'weak' | 'unsupported'

/** A numbered pointer from a sentence of an answer to the words of a document that carry it. */
export interface Citation {
  /** The number in the text, `[n]`, counted from 1 in order of appearance. */
  readonly n: number
  readonly documentId: string
  readonly title: string
  readonly source: string
  /** Other paths of the same content. */
  readonly alsoAt?: readonly string[]
  readonly version: string
  readonly page?: number
  readonly headingPath: readonly string[]
  /** Letter for letter in the cited version: `quote === extracted.slice(start, end)`. */
  readonly quote: string
  readonly start: number
  readonly end: number
  readonly support: Support
}

/** A sentence of a generated answer, as it was held against what it cites. Headings, questions and the like are none. */
export interface AnswerSentence {
  /** Offsets in the text of the answer, in UTF-16 code units. */
  readonly start: number
  readonly end: number
  /** `weak`: carried in part, or by likeness only. */
  readonly support: Support
  /** The numbers of the citations that it rests on. */
  readonly citations: readonly number[]
}

export type AnswerStatus = 'answered' | 'abstained' | 'blocked'

/** Milliseconds spent in each stage, and from the request to the first word. */
export interface AnswerTimings {
  readonly totalMs: number
  readonly firstTokenMs?: number
  readonly stages: Readonly<Record<string, number>>
}

/** What is frozen and kept when a question has been answered. */
export interface Answer {
  readonly id: string
  readonly conversationId: string
  readonly question: string
  readonly text: string
  readonly language: Language
  readonly status: AnswerStatus
  readonly citations: readonly Citation[]
  /** Of a generated answer; a quoted one is made of its evidence. Absent from older answers. */
  readonly sentences?: readonly AnswerSentence[]
  readonly route: Route
  readonly privacy: {
    readonly redactions: Readonly<Partial<Record<SensitiveKind, number>>>
    /** True when any request went to a cloud model on behalf of this answer. */
    readonly leftTheBuilding: boolean
  }
  readonly usage: TokenUsage & {
    readonly costMicros: Micros
    readonly currency: string
    /** What the configured all-cloud baseline would have cost. */
    readonly baselineMicros: Micros
  }
  readonly cache: 'hit' | 'miss' | 'bypass'
  /** When the answer that is given again was first given, in ms since the epoch; absent from all others. */
  readonly cachedAt?: number
  readonly timings: AnswerTimings
  /** In ms since the epoch. */
  readonly createdAt: number
}
