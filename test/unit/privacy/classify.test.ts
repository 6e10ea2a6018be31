import { describe, expect, test } from '@jest/globals'
import { noCompanyRules } from '../../../src/domain/privacy/company-rules.ts'
import {
  type Policy,
  usualEvidenceRules,
  usualOutputRules,
  usualQuestionRules,
} from '../../../src/domain/privacy/policy.ts'
import { raiseClassification } from '../../../src/privacy/classify.ts'

const policy: Policy = {
  version: '1',
  cloud: { public: 'redact', internal: 'redact', confidential: 'never', restricted: 'never' },
  question: usualQuestionRules,
  evidence: usualEvidenceRules,
  output: usualOutputRules,
  onPrem: 'redact',
  unsupported: 'mark',
  raises: { RESIDENT_ID_CN: 'confidential', PRIVATE_KEY: 'restricted' },
  companyRules: noCompanyRules,
}

describe('the classification of a document', () => {
  test('is raised by what was found in it', () => {
    expect(raiseClassification(['EMAIL', 'RESIDENT_ID_CN'], 'internal', policy)).toBe('confidential')
  })

  test('is raised by the strictest kind', () => {
    expect(raiseClassification(['RESIDENT_ID_CN', 'PRIVATE_KEY'], 'public', policy)).toBe('restricted')
  })

  test('is never lowered', () => {
    expect(raiseClassification(['RESIDENT_ID_CN'], 'restricted', policy)).toBe('restricted')
  })

  test('stays as declared when nothing that matters was found', () => {
    expect(raiseClassification(['EMAIL', 'PHONE'], 'internal', policy)).toBe('internal')
    expect(raiseClassification([], 'public', policy)).toBe('public')
  })

  test('is raised by a document with very many values', () => {
    const found = Array.from({ length: 500_000 }, () => 'RESIDENT_ID_CN' as const)

    expect(raiseClassification(found, 'internal', policy)).toBe('confidential')
  })
})
