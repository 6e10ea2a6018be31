import { parsePolicy } from '../../src/config/policy-file.ts'
import type { Policy } from '../../src/domain/privacy/policy.ts'
import { type CountingRules, countingRulesOf } from '../../src/privacy/count-values.ts'

/** A policy file that says only what it must, and what is added to it. */
export function policyWith(more: Readonly<Record<string, unknown>> = {}): Policy {
  const cloud = { public: 'redact', internal: 'redact', confidential: 'redact', restricted: 'never' }
  return parsePolicy(JSON.stringify({ cloud, onPrem: 'redact', ...more }), 'policy.json')
}

export const usualCounting: CountingRules = countingRulesOf(policyWith())
