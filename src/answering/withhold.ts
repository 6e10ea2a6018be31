import type { Policy } from '../domain/policy.ts'
import { type SensitiveKind, sensitiveKindNames } from '../domain/sensitive-span.ts'
import type { FindSensitive } from '../privacy/find-sensitive.ts'
import { rulesForEvidence } from '../privacy/hiding.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'

/** The passages that may be evidence: those without a value that the policy blocks in documents of their classification. */
export function withhold(
  passages: readonly RetrievedPassage[],
  policy: Policy,
  findSensitive: FindSensitive,
): readonly RetrievedPassage[] {
  return passages.filter(({ title, headingPath, text, classification }) => {
    const ruleFor = rulesForEvidence(policy, classification)
    if (sensitiveKindNames.every((kind) => ruleFor(kind) !== 'block')) return true
    const blocks = (kind: SensitiveKind) => ruleFor(kind) === 'block'
    const holdsBlocked = (part: string) => findSensitive(part, blocks).some(({ kind }) => blocks(kind))
    return ![title, ...headingPath, text].some(holdsBlocked)
  })
}
