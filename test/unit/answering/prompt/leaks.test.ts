import { describe, expect, test } from '@jest/globals'
import { leaks, type RedactedByRule } from '../../../../src/answering/prompt/leaks.ts'
import type { SensitiveKind } from '../../../../src/domain/privacy/sensitive-span.ts'
import type { Policy } from '../../../../src/domain/privacy/policy.ts'
import { rulesForEvidence, rulesForQuestion } from '../../../../src/privacy/hiding.ts'
import { rawForOnPrem } from '../../../../src/privacy/redact.ts'
import { createVault } from '../../../../src/privacy/vault.ts'
import { policyWith } from '../../../support/policies.ts'

const kinds = ['DATE', 'DATE_OF_BIRTH', 'URL', 'EMAIL'] as const satisfies readonly SensitiveKind[]

/** A policy with one rule for these kinds wherever they stand. */
const everywhere = (rule: 'redact' | 'leave' | 'on-prem-only') => {
  const rules = Object.fromEntries(kinds.map((kind) => [kind, rule]))
  return policyWith({ question: rules, evidence: rules })
}

/** Whether a prompt is stopped that somehow came to hold the text of a question and of a passage as they are. */
function isStopped(policy: Policy, question: string, passage = '') {
  const texts: readonly RedactedByRule[] = [
    { text: rawForOnPrem(question), ruleFor: rulesForQuestion(policy) },
    { text: rawForOnPrem(passage), ruleFor: rulesForEvidence(policy, 'internal') },
  ]
  const content = rawForOnPrem(`Evidence:\n${passage}\n\nQuestion: ${question}`)
  return leaks([{ role: 'user', content }], texts, createVault(), policy.companyRules)
}

const values = [
  ['a day', 'Is 2026-05-01 a holiday?'],
  ['a day in Chinese', '2026年5月1日放假吗？'],
  ['a date of birth', 'She was born on 17 May 1984: when does she retire?'],
  ['a date of birth in Chinese', '出生日期：1984年5月17日，何时退休？'],
  ['a web address', 'What is on https://wiki.example.com/leave?'],
  ['a web address in Chinese', '网址https://wiki.example.com/leave上写了什么？'],
] as const

describe('[P1] the last look at a finished prompt', () => {
  test.each(values)('stops %s where the policy hides it', (_, question) => {
    expect(isStopped(everywhere('redact'), question)).toBe(true)
    expect(isStopped(everywhere('on-prem-only'), question)).toBe(true)
  })

  test.each(values)('lets %s pass where the policy leaves it', (_, question) => {
    expect(isStopped(everywhere('leave'), question)).toBe(false)
  })

  test.each([
    ['en', 'Is 2026-05-01 a holiday?', 'A holiday since 2019-03-02.'],
    ['zh', '2026年5月1日放假吗？', '自2019年3月2日起放假。'],
  ])('of a kind that is hidden in evidence alone, lets values of the question pass: %s', (_, question, passage) => {
    const policy = policyWith({ evidence: { DATE: 'redact' } })

    expect(isStopped(policy, question, 'A holiday. 放假。')).toBe(false)
    expect(isStopped(policy, question, passage)).toBe(true)
  })
})
