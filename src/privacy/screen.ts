import type { Policy, ValueRule } from '../domain/privacy/policy.ts'
import { sensitiveKindNames, type SensitiveKind, type SensitiveSpan } from '../domain/privacy/sensitive-span.ts'
import { countKinds, type FindSensitive, type KindCounts } from './find-sensitive.ts'
import { findHiddenBy, rulesForQuestion } from './hiding.ts'

/** What a question holds, and where it may therefore go. */
export interface Screening {
  readonly spans: readonly SensitiveSpan[]
  readonly kinds: KindCounts
  /** The strictest rule that applies: `pass` means that redaction is enough. */
  readonly verdict: 'pass' | 'on-prem-only' | 'block'
  readonly blockedKinds: readonly SensitiveKind[]
  readonly onPremOnlyKinds: readonly SensitiveKind[]
}

/** Looks through a question before anything else is done with it. */
export function screen(question: string, policy: Policy, findSensitive: FindSensitive): Screening {
  const spans = findHiddenBy(findSensitive, rulesForQuestion(policy))(question)
  const kinds = countKinds(spans)
  const ruledBy = (rule: ValueRule) =>
    sensitiveKindNames.filter((kind) => kinds[kind] !== undefined && policy.question[kind] === rule)
  const blockedKinds = ruledBy('block')
  const onPremOnlyKinds = ruledBy('on-prem-only')
  const verdict = blockedKinds.length > 0 ? 'block' : onPremOnlyKinds.length > 0 ? 'on-prem-only' : 'pass'
  return { spans, kinds, verdict, blockedKinds, onPremOnlyKinds }
}
