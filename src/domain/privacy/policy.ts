import type { CompanyRules } from './company-rules.ts'
import { type Classification, classifications } from '../access/classification.ts'
import { type SensitiveKind, sensitiveKindNames, sensitiveKinds, type Sensitivity } from './sensitive-span.ts'

/** What may happen to text of a classification on its way to a cloud model. */
export type CloudRule = 'redact' | 'never'

/** What becomes of a value, from the mildest to the strictest. What each means depends on where the value stands. */
export const valueRules = ['leave', 'redact', 'on-prem-only', 'block'] as const

export type ValueRule = (typeof valueRules)[number]

export type RuleOfKind = Readonly<Record<SensitiveKind, ValueRule>>
export type RulesOfKind = Readonly<Record<SensitiveKind, Readonly<Record<Classification, ValueRule>>>>

/** The rule for a value where a policy names none, by the harm it can do. */
interface UsualRule {
  readonly question: ValueRule
  readonly evidence: ValueRule
  readonly raises?: Classification
}

const usual = {
  secret: { question: 'block', evidence: 'on-prem-only', raises: 'restricted' },
  high: { question: 'redact', evidence: 'redact', raises: 'confidential' },
  personal: { question: 'redact', evidence: 'redact' },
  low: { question: 'leave', evidence: 'leave' },
} as const satisfies Record<Sensitivity, UsualRule>

const usualOf = (kind: SensitiveKind): UsualRule => usual[sensitiveKinds[kind].sensitivity]

/** The rule of each kind in a question where a policy names none: credentials are blocked, what says little is left, all else is redacted. */
export const usualQuestionRules: RuleOfKind = ofEachKind((kind) => usualOf(kind).question)

/** The same for evidence: what holds a credential is for models on the premises only. */
export const usualEvidenceRules: RulesOfKind = ofEachKind((kind) => everywhere(usualOf(kind).evidence))

/** What an answer says may be said: whoever asks may read the documents that it is made of. */
export const usualOutputRules: RulesOfKind = ofEachKind(() => everywhere('leave'))

/** How far a document is raised by a value in it where a policy names no level. */
export const usualRaises: Readonly<Partial<Record<SensitiveKind, Classification>>> = Object.fromEntries(
  sensitiveKindNames.flatMap((kind) => {
    const level = usualOf(kind).raises
    return level === undefined ? [] : [[kind, level]]
  }),
)

/** One rule for every classification. */
export function everywhere(rule: ValueRule): Readonly<Record<Classification, ValueRule>> {
  return Object.fromEntries(classifications.map((level) => [level, rule])) as Record<Classification, ValueRule>
}

function ofEachKind<T>(ruleOf: (kind: SensitiveKind) => T): Readonly<Record<SensitiveKind, T>> {
  return Object.fromEntries(sensitiveKindNames.map((kind) => [kind, ruleOf(kind)])) as Record<SensitiveKind, T>
}

/** What becomes of a sentence that no evidence carries: it is marked, left out, or the question goes to the next model. */
export const unsupportedRules = ['mark', 'remove', 'answer-again'] as const

export type UnsupportedRule = (typeof unsupportedRules)[number]

/** What may leave the house, and what may be said. Read from `data/policy.json`. */
export interface Policy {
  /** Changes whenever any rule changes; part of every cache key. */
  readonly version: string
  readonly cloud: Readonly<Record<Classification, CloudRule>>
  /** `leave`: as it is. `redact`: a placeholder. `on-prem-only`: no cloud model is asked. `block`: not answered, and not stored. */
  readonly question: RuleOfKind
  /** By the classification of the passage. `block`: the passage is no evidence for anybody. */
  readonly evidence: RulesOfKind
  /**
   * By the strictest classification of what the answer rests on. `redact`: the kind in place of the value.
   * `on-prem-only`: the same, in answers of a cloud model. `block`: the answer is not given.
   */
  readonly output: RulesOfKind
  /** Whether text for the on-prem model is redacted too. */
  readonly onPrem: 'redact' | 'raw'
  readonly unsupported: UnsupportedRule
  /** A document in which such a value is found is classified at least so. */
  readonly raises: Readonly<Partial<Record<SensitiveKind, Classification>>>
  readonly companyRules: CompanyRules
}
