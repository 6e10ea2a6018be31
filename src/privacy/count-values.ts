import type { CompanyRules } from '../domain/privacy/company-rules.ts'
import type { Policy } from '../domain/privacy/policy.ts'
import { type SensitiveKind, sensitiveKindNames } from '../domain/privacy/sensitive-span.ts'
import { countKinds, createFindByForm, type KindCounts } from './find-sensitive.ts'

/** Which values are counted in a document. Plain data: other processes count by it, and it tells whether counts still hold. */
export interface CountingRules {
  readonly companyRules: CompanyRules
  readonly kinds: readonly SensitiveKind[]
}

/** What a policy hides in evidence of some classification, or what raises a document. */
export function countingRulesOf({ companyRules, evidence, raises }: Policy): CountingRules {
  const isCounted = (kind: SensitiveKind) =>
    raises[kind] !== undefined || Object.values(evidence[kind]).some((rule) => rule !== 'leave')
  return { companyRules, kinds: sensitiveKindNames.filter(isCounted) }
}

/** How many values of each kind that tells by its form a text holds. */
export function countValues(text: string, { companyRules, kinds }: CountingRules): KindCounts {
  const counted = new Set(kinds)
  const find = createFindByForm(companyRules)
  return countKinds(find(text, (kind) => counted.has(kind)).filter(({ kind }) => counted.has(kind)))
}
