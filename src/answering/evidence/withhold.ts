import type { Policy } from '../../domain/privacy/policy.ts'
import { type SensitiveKind, sensitiveKindNames } from '../../domain/privacy/sensitive-span.ts'
import type { FindSensitive } from '../../privacy/find-sensitive.ts'
import { rulesForEvidence } from '../../privacy/hiding.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'

/** What a search found, by whether an answer may be made from it. */
export interface Withheld {
  readonly passages: readonly RetrievedPassage[]
  readonly withheld: readonly RetrievedPassage[]
}

/** The passages that may be evidence, and those that hold a value which the policy blocks in documents of their classification. */
export function withhold(
  passages: readonly RetrievedPassage[],
  policy: Policy,
  findSensitive: FindSensitive,
): Withheld {
  const mayBeEvidence = ({ title, headingPath, text, classification }: RetrievedPassage) => {
    const ruleFor = rulesForEvidence(policy, classification)
    if (sensitiveKindNames.every((kind) => ruleFor(kind) !== 'block')) return true
    const blocks = (kind: SensitiveKind) => ruleFor(kind) === 'block'
    const holdsBlocked = (part: string) => findSensitive(part, blocks).some(({ kind }) => blocks(kind))
    return ![title, ...headingPath, text].some(holdsBlocked)
  }
  const evidence = passages.filter(mayBeEvidence)
  return { passages: evidence, withheld: passages.filter((passage) => !evidence.includes(passage)) }
}
