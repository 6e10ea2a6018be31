import { describe, expect, test } from '@jest/globals'
import { createFindByForm } from '../../../src/privacy/find-sensitive.ts'
import { findHiddenBy, rulesForQuestion } from '../../../src/privacy/hiding.ts'
import { redact } from '../../../src/privacy/redact.ts'
import { restore } from '../../../src/privacy/restore.ts'
import { createVault } from '../../../src/privacy/vault.ts'
import { findFor } from '../../support/find-sensitive.ts'
import { growthOf } from '../../support/processor-time.ts'
import { policyWith } from '../../support/policies.ts'

/** What is found in a text under a policy file that says so much more, as `KIND value`. */
function foundIn(text: string, more: Readonly<Record<string, unknown>>): readonly string[] {
  const find = findFor(policyWith(more).companyRules)
  return find(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)
}

function redactedBy(more: Readonly<Record<string, unknown>>) {
  const policy = policyWith(more)
  const find = findHiddenBy(findFor(policy.companyRules), rulesForQuestion(policy))
  return (text: string, vault = createVault()) => redact(text, vault, find).text
}

describe('a pattern of the company', () => {
  const staff = { recognisers: [{ name: 'staff number', kind: 'EMPLOYEE_NUMBER', pattern: 'KX-?\\d{6}' }] }
  const contract = {
    recognisers: [{ name: 'contract', pattern: 'HT\\d{6}', words: ['contract', '合同'], wordsRequired: true }],
  }

  test.each([
    ['Who manages KX-204817 now?', ['EMPLOYEE_NUMBER KX-204817']],
    ['请问KX204817的年假还有几天？', ['EMPLOYEE_NUMBER KX204817']],
    ['员工kx204817和ＫＸ－２０４８１８', ['EMPLOYEE_NUMBER kx204817', 'EMPLOYEE_NUMBER ＫＸ－２０４８１８']],
    ['K\u200bX20\u00ad4817 is new', ['EMPLOYEE_NUMBER K\u200bX20\u00ad4817']],
    ['AKX204817 and KX2048171 are parts', []],
  ])('finds its values in either language: %s', (text, expected) => {
    expect(foundIn(text, staff)).toEqual(expected)
  })

  test('counts as a kind of the company where it names none', () => {
    expect(foundIn('Contract HT204817 ends soon.', contract)).toEqual(['CUSTOM HT204817'])
  })

  test.each([
    ['the contract HT204817', 1],
    ['合同编号：HT204817', 1],
    ['HT204817是我们的合同', 0],
    ['HT204817 is our contract', 1],
    ['part HT204817', 0],
    ['The subcontractor sent HT204817.', 0],
  ])('may need a word beside it: %s', (text, count) => {
    expect(foundIn(text, contract)).toHaveLength(count)
  })

  test('is surer of a value with a word or a check than without', () => {
    const { companyRules } = policyWith({ recognisers: [{ name: 'case', pattern: 'ZQ\\d{6}', words: ['案件'] }] })
    const [plain, named] = ['ZQ204817', '案件ZQ204817'].map((text) => findFor(companyRules)(text)[0]?.confidence ?? 0)

    expect(named).toBeGreaterThan(plain ?? 1)
  })

  test.each([
    ['luhn', 'ZQ(\\d{11})', 'ZQ49927398716', 'ZQ49927398717'],
    ['mod11-2', 'ZQ(\\d{4,8}[0-9X])', 'ZQ07940', 'ZQ07941'],
    ['mod97-10', 'ZQ(\\d{8})', 'ZQ79420497', 'ZQ79420498'],
    ['credit-code', '[0-9A-Z]{18}', '91350100M000100Y43', '91350100M000100Y44'],
  ])('may keep to the check %s', (checksum, pattern, right, wrong) => {
    const rules = { recognisers: [{ name: 'checked', kind: 'CUSTOM_SENSITIVE', pattern, checksum }] }
    const { companyRules } = policyWith(rules)
    const byRule = (text: string) => createFindByForm(companyRules)(text).filter(({ rule }) => rule === 'checked')

    expect([byRule(right).length, byRule(wrong).length]).toEqual([1, 0])
  })

  test('never mistakes a placeholder for a value', () => {
    const rules = { recognisers: [{ name: 'ticket', pattern: '[A-Z]{3,10}_\\d{1,4}' }] }

    expect(redactedBy(rules)('Ask ann@example.com about TICKET_42')).toBe('Ask [EMAIL_1] about [CUSTOM_1]')
  })

  test('has placeholders that come back, also translated and changed, and one for every spelling', () => {
    const vault = createVault()

    expect(redactedBy(contract)('合同HT204817，contract ht-204817? 合同HT204818', vault)).toBe(
      '合同[CUSTOM_1]，contract [CUSTOM_1]? 合同[CUSTOM_2]',
    )
    expect(restore('【自定义_2】 CUSTOM_1 [Custom 2] [内部信息_1]', vault, 'zh')).toBe(
      'HT204818 HT204817 HT204818 HT204817',
    )
  })

  test('blocks like a password where it is called a secret', () => {
    const policy = policyWith({ recognisers: [{ name: 'door code', kind: 'CUSTOM_SECRET', pattern: 'DC#\\d{4}' }] })

    expect(policy.question.CUSTOM_SECRET).toBe('block')
    expect(findFor(policy.companyRules)('门禁 DC#4711')[0]).toMatchObject({ kind: 'CUSTOM_SECRET', rule: 'door code' })
  })

  test.each(['KX-', 'KX204817', 'KX2', 'contract ', '合同', 'a', '1', 'HT204817 ', '北辰'])(
    'and lists need time in proportion to a text full of %j',
    async (piece) => {
      const { companyRules } = policyWith({
        recognisers: [...staff.recognisers, ...contract.recognisers],
        deny: { CUSTOM: ['北辰计划', 'aaaaaaaaab', '1111111112'] },
        allow: ['KX204817', '1111111113'],
      })
      const find = createFindByForm(companyRules)
      const work = (length: number) => find(piece.repeat(length / piece.length))
      work(4000)

      expect(await growthOf(work, { from: 8000, times: 8, enough: 20 })).toBeLessThan(40)
    },
  )
})

describe('the values that a company lists', () => {
  test.each([
    ['Project Orca ships in May.', ['CUSTOM Project Orca']],
    ['When does project-orca ship?', ['CUSTOM project-orca']],
    ['北辰计划什么时候上线？', ['CUSTOM 北辰计划']],
    ['北 辰计划', ['CUSTOM 北 辰计划']],
    ['Projects Orcas', []],
  ])('are hidden wherever they stand: %s', (text, expected) => {
    expect(foundIn(text, { deny: { CUSTOM: ['Project Orca', '北辰计划'] } })).toEqual(expected)
  })

  test('are hidden inside what the policy leaves', () => {
    const rules = { deny: { CUSTOM: ['orca'] }, question: { URL: 'leave' } }

    expect(redactedBy(rules)('See https://example.com/orca/plan')).toContain('[CUSTOM_1]')
  })

  test.each([
    ['Call 400-820-8820 or 13812345678', ['PHONE 13812345678']],
    ['热线4008208820，手机13812345678', ['PHONE 13812345678']],
    ['Write to INFO@example.com or ann@example.com', ['EMAIL ann@example.com']],
    ['info@example.com.cn is another', ['EMAIL info@example.com.cn']],
  ])('as never sensitive stay, and nothing longer does: %s', (text, expected) => {
    const found = foundIn(text, { allow: ['400-820-8820', 'info@example.com'] })

    expect(found.filter((one) => !one.startsWith('URL'))).toEqual(expected)
  })

  test('as always sensitive win over those that never are', () => {
    expect(foundIn('call 400-820-8820', { allow: ['400-820-8820'], deny: { CUSTOM: ['400-820-8820'] } })).toEqual([
      'CUSTOM 400-820-8820',
    ])
  })
})
