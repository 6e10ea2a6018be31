import type { Classification } from './classification.ts'
import { type SensitiveKind, sensitiveKindNames, sensitiveKinds, type Sensitivity } from './sensitive-span.ts'

/** What may happen to text of a classification on its way to a cloud model. */
export type CloudRule = 'redact' | 'never'

/** What a sensitive value in a question leads to. */
export type QuestionRule = 'redact' | 'on-prem-only' | 'block'

const usualRules = {
  secret: 'block',
  high: 'redact',
  personal: 'redact',
  low: 'redact',
} as const satisfies Record<Sensitivity, QuestionRule>

/** The rule of each kind where a policy names none: credentials are blocked, all else is redacted as far as it is hidden at all. */
export const usualQuestionRules = Object.fromEntries(
  sensitiveKindNames.map((kind) => [kind, usualRules[sensitiveKinds[kind].sensitivity]]),
) as Readonly<Record<SensitiveKind, QuestionRule>>

/** What becomes of a sentence that no evidence carries: it is marked, left out, or the question goes to the next model. */
export const unsupportedRules = ['mark', 'remove', 'answer-again'] as const

export type UnsupportedRule = (typeof unsupportedRules)[number]

/** What may leave the house, and what may be said. Read from `data/policy.json`. */
export interface Policy {
  /** Changes whenever any rule changes; part of every cache key. */
  readonly version: string
  readonly cloud: Readonly<Record<Classification, CloudRule>>
  readonly question: Readonly<Record<SensitiveKind, QuestionRule>>
  /** Whether text for the on-prem model is redacted too. */
  readonly onPrem: 'redact' | 'raw'
  /** A document in which such a value is found is classified at least so. */
  readonly unsupported: UnsupportedRule
  readonly raises: Readonly<Partial<Record<SensitiveKind, Classification>>>
}
