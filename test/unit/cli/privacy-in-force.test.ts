import { afterAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { privacyInForce } from '../../../src/cli/privacy-in-force.ts'

const folder = mkdtempSync(join(tmpdir(), 'lorekeep-privacy-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const cloud = { public: 'redact', internal: 'redact', confidential: 'redact', restricted: 'never' }
const policyFile = fileOf(
  'policy.json',
  JSON.stringify({
    cloud,
    onPrem: 'redact',
    question: { DATE: 'redact' },
    recognisers: [{ name: 'case', pattern: 'ZQ-?\\d{6}' }],
    deny: { CUSTOM_SENSITIVE: ['北辰计划'] },
    allow: ['help@example.com'],
  }),
)
const directoryFile = fileOf('people.csv', 'name,aliases,kind\nQuibblewick,,person\n')

describe('what is measured without a service', () => {
  test.each([
    ['Case ZQ-204817, ask help@example.com or ann@example.com.', ['CUSTOM', 'EMAIL']],
    ['案件ZQ204817属于北辰计划。', ['CUSTOM', 'CUSTOM_SENSITIVE']],
    ['Quibblewick knows.', ['PERSON']],
  ])('is found by the policy and the directory in force: %s', async (text, kinds) => {
    const { find } = await privacyInForce({ policyFile, directoryFile })

    expect(find(text).map(({ kind }) => kind)).toEqual(kinds)
  })

  test('is redacted by that policy, with one placeholder for a value of several texts', async () => {
    const { redact } = await privacyInForce({ policyFile, directoryFile: undefined })

    expect(
      redact(['Is ann@example.com off on 2026-05-01?', '请写信给ann@example.com']).map(({ text }) => text),
    ).toEqual(['Is [EMAIL_1] off on [DATE_1]?', '请写信给[EMAIL_1]'])
  })

  test('is refused where the policy cannot be read', async () => {
    await expect(privacyInForce({ policyFile: join(folder, 'none.json'), directoryFile })).rejects.toMatchObject({
      code: 'bad-configuration',
      hint: expect.stringContaining('POLICY_FILE'),
    })
  })
})
