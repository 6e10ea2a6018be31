import { describe, expect, test } from '@jest/globals'
import { noCompanyRules } from '../../../src/domain/privacy/company-rules.ts'
import {
  type Policy,
  usualEvidenceRules,
  usualOutputRules,
  usualQuestionRules,
} from '../../../src/domain/privacy/policy.ts'
import { screen as screenWith } from '../../../src/privacy/screen.ts'
import { findHidden } from '../../support/find-sensitive.ts'

const policy: Policy = {
  version: '1',
  cloud: { public: 'redact', internal: 'redact', confidential: 'never', restricted: 'never' },
  question: { ...usualQuestionRules, BANK_CARD_CN: 'on-prem-only', RESIDENT_ID_CN: 'on-prem-only' },
  evidence: usualEvidenceRules,
  output: usualOutputRules,
  onPrem: 'redact',
  unsupported: 'mark',
  raises: {},
  companyRules: noCompanyRules,
}

const screen = (question: string, by: Policy) => screenWith(question, by, findHidden)

describe('screening a question', () => {
  test('lets a question pass that holds nothing', () => {
    expect(screen('How many days of leave do I have?', policy)).toEqual({
      spans: [],
      kinds: {},
      verdict: 'pass',
      blockedKinds: [],
      onPremOnlyKinds: [],
    })
  })

  test('lets a question pass whose values may leave as placeholders', () => {
    const screening = screen('Is ann@example.com or bob@example.com on leave?', policy)

    expect(screening).toMatchObject({ verdict: 'pass', kinds: { EMAIL: 2 } })
  })

  test('keeps a question in the house for the kinds that the policy names', () => {
    const screening = screen('身份证11010519491231002X的客户能退款吗？邮箱 ann@example.com', policy)

    expect(screening).toMatchObject({ verdict: 'on-prem-only', onPremOnlyKinds: ['RESIDENT_ID_CN'], blockedKinds: [] })
  })

  test('blocks a question with a credential, whatever else it holds', () => {
    const screening = screen('api_key = f83Kd02mLq91ZxVb 身份证11010519491231002X', policy)

    expect(screening).toMatchObject({
      verdict: 'block',
      blockedKinds: ['API_KEY'],
      onPremOnlyKinds: ['RESIDENT_ID_CN'],
    })
  })
})
