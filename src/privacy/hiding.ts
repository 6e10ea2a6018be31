import type { Classification } from '../domain/access/classification.ts'
import { type Policy, type ValueRule, valueRules } from '../domain/privacy/policy.ts'
import { type SensitiveKind, sensitiveKindNames } from '../domain/privacy/sensitive-span.ts'
import type { FindSensitive } from './find-sensitive.ts'

/** The rule that a policy has for each kind in a text. */
export type RuleFor = (kind: SensitiveKind) => ValueRule

export function rulesForQuestion(policy: Policy): RuleFor {
  return (kind) => policy.question[kind]
}

export function rulesForEvidence(policy: Policy, classification: Classification): RuleFor {
  return (kind) => policy.evidence[kind][classification]
}

/** An answer of before is made of the question and of evidence, and the rules of both bind it. */
export function rulesForTalk(policy: Policy, classification: Classification): RuleFor {
  return (kind) => stricter(policy.question[kind], policy.evidence[kind][classification])
}

function stricter(left: ValueRule, right: ValueRule): ValueRule {
  return valueRules.indexOf(left) >= valueRules.indexOf(right) ? left : right
}

/** Finds what the rules hide from a model: all that they do not leave as it is. */
export function findHiddenBy(find: FindSensitive, ruleFor: RuleFor): FindSensitive {
  const hides = (kind: SensitiveKind) => ruleFor(kind) !== 'leave'
  return (text) => find(text, hides).filter(({ kind }) => hides(kind))
}

/** Finds what the rules leave in a text, and what lies in nothing that is hidden. */
export function findLeftBy(find: FindSensitive, ruleFor: RuleFor): FindSensitive {
  const hides = (kind: SensitiveKind) => ruleFor(kind) !== 'leave'
  return (text) => find(text, hides).filter(({ kind }) => !hides(kind))
}

/** Those of some kinds that keep a text in the house. A value that blocks keeps it there all the more. */
export function keptInHouse(kinds: Iterable<SensitiveKind>, ruleFor: RuleFor): readonly SensitiveKind[] {
  const found = new Set(kinds)
  return sensitiveKindNames.filter(
    (kind) => found.has(kind) && (ruleFor(kind) === 'on-prem-only' || ruleFor(kind) === 'block'),
  )
}
