import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { administrator } from '../../../src/access/sign-in.ts'
import { createMemoryRecords } from '../../../src/adapters/memory/memory-records.ts'
import { createOpenConversation } from '../../../src/answering/conversation/open-conversation.ts'
import { createRedactText, type ShownRedaction } from '../../../src/answering/redact-text.ts'
import type { Policy } from '../../../src/domain/privacy/policy.ts'
import type { Principal } from '../../../src/domain/access/principal.ts'
import { redactRoutes } from '../../../src/http/routes/redact.ts'
import type { Records } from '../../../src/ports/records.ts'
import { findFor } from '../../support/find-sensitive.ts'
import type { HttpClient } from '../../support/service/http-client.ts'
import { policyWith } from '../../support/policies.ts'
import { type RouteServer, serveRoutes } from '../../support/service/route-server.ts'

const desk: Principal = { id: 'key:desk', kind: 'key', name: 'desk', groups: ['everyone'] }

let records: Records
let policy: Policy
let caller: Principal
let served: RouteServer
let client: HttpClient

beforeAll(async () => {
  served = await serveRoutes(
    () => caller,
    (request, response, next) => {
      const { conversations, journal } = records
      const openConversation = createOpenConversation({ conversations, journal, clock: Date.now, days: 30 })
      const parts = { findSensitive: findFor(policy.companyRules), policy: { current: () => policy }, openConversation }
      redactRoutes(createRedactText(parts))(request, response, next)
    },
  )
  client = served.client
})

afterAll(() => served.close())

beforeEach(() => {
  records = createMemoryRecords()
  caller = administrator
  policy = policyWith()
})

async function redact(text: string, conversationId?: string): Promise<ShownRedaction> {
  const { status, body } = await client.post<ShownRedaction>('/redact', { text, conversationId })
  expect(status).toBe(200)
  return body
}

describe('the redaction of a text', () => {
  test('has a placeholder for each value, and says where in the input it stood', async () => {
    const text = '😀 请发邮件至ann@example.com，身份证号11010519491231002X。'
    const { text: redacted, spans } = await redact(text)

    expect(redacted).toBe('😀 请发邮件至[EMAIL_1]，身份证号[RESIDENT_ID_CN_1]。')
    expect(spans.map(({ placeholder, start, end }) => [placeholder, text.slice(start, end)])).toEqual([
      ['[EMAIL_1]', 'ann@example.com'],
      ['[RESIDENT_ID_CN_1]', '11010519491231002X'],
    ])
    expect(spans.every(({ confidence }) => confidence > 0 && confidence <= 1)).toBe(true)
  })

  test('leaves dates and web addresses in the text, and shows them without a placeholder, in order', async () => {
    const text = 'On 12 March 2026 ann@example.com wrote https://example.org/leave.'
    const { text: redacted, spans } = await redact(text)

    expect(redacted).toBe('On 12 March 2026 [EMAIL_1] wrote https://example.org/leave.')
    expect(spans.map(({ kind, placeholder }) => [kind, placeholder])).toEqual([
      ['DATE', undefined],
      ['EMAIL', '[EMAIL_1]'],
      ['URL', undefined],
    ])
  })

  test('goes by the policy in force: what it leaves, what it hides, and what the company calls sensitive', async () => {
    const text = 'On 12 March 2026 ann@example.com wrote to help@example.com of KX-204817 and 北辰计划.'
    const usual = await redact(text)
    policy = policyWith({
      question: { DATE: 'redact', EMAIL: 'leave' },
      recognisers: [{ name: 'staff number', kind: 'EMPLOYEE_NUMBER', pattern: 'KX-\\d{6}' }],
      deny: { CUSTOM: ['北辰计划'] },
      allow: ['help@example.com'],
    })
    const changed = await redact(text)

    expect(usual.text).toBe('On 12 March 2026 [EMAIL_1] wrote to [EMAIL_2] of KX-204817 and 北辰计划.')
    expect(changed.text).toBe(
      'On [DATE_1] ann@example.com wrote to help@example.com of [EMPLOYEE_NUMBER_1] and [CUSTOM_1].',
    )
    expect(changed.spans.map(({ kind, placeholder, rule }) => [kind, placeholder, rule])).toEqual([
      ['DATE', '[DATE_1]', undefined],
      ['EMAIL', undefined, undefined],
      ['EMPLOYEE_NUMBER', '[EMPLOYEE_NUMBER_1]', 'staff number'],
      ['CUSTOM', '[CUSTOM_1]', undefined],
    ])
  })

  test('of a text without any is the text', async () => {
    expect(await redact('Nothing to hide.')).toEqual({ text: 'Nothing to hide.', spans: [] })
    expect(await redact('')).toEqual({ text: '', spans: [] })
  })

  test('keeps the placeholders of a conversation, whatever the order of the values', async () => {
    await redact('ann@example.com and bob@example.com', 'trial')
    const { text } = await redact('bob@example.com, cyd@example.com, ANN@example.com', 'trial')

    expect(text).toBe('[EMAIL_2], [EMAIL_3], [EMAIL_1]')
  })

  test('without a conversation, or in another one, knows nothing of it', async () => {
    await redact('ann@example.com', 'trial')

    expect((await redact('bob@example.com')).text).toBe('[EMAIL_1]')
    expect((await redact('bob@example.com', 'another')).text).toBe('[EMAIL_1]')
  })

  test('does not open the conversation of somebody else', async () => {
    await redact('ann@example.com', 'trial')
    caller = desk

    const answer = await client.post('/redact', { text: 'ann@example.com', conversationId: 'trial' })
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } })
  })

  test('does not go on with a conversation that has expired, and says how to begin anew', async () => {
    const longAgo = Date.now() - 31 * 86_400_000
    await records.conversations.keepVault('trial', administrator.id, longAgo, '{"entries":[],"literals":[]}', 0)

    const answer = await client.post('/redact', { text: 'ann@example.com', conversationId: 'trial' })
    expect(answer).toMatchObject({
      status: 410,
      body: { code: 'conversation-expired', hint: expect.stringContaining('Leave conversationId out') },
    })
  })

  test('gives no placeholder to two values when texts of a conversation come at once', async () => {
    const values = Array.from({ length: 12 }, (_, number) => `person${number}@example.com`)
    const redacted = await Promise.all(values.map(async (value) => (await redact(value, 'trial')).text))

    expect(new Set(redacted).size).toBe(values.length)
    expect((await redact(values.join(' '), 'trial')).text).toBe(redacted.join(' '))
  })

  test.each([
    ['without a text', {}],
    ['of something else than text', { text: 7 }],
    ['of more than 100,000 characters', { text: 'a'.repeat(100_001) }],
    ['with an unknown field', { text: 'a', language: 'en' }],
    ['with an empty conversation', { text: 'a', conversationId: '' }],
  ])('[P10] %s is refused', async (_, body) => {
    expect(await client.post('/redact', body)).toMatchObject({ status: 400, body: { code: 'bad-request' } })
  })
})
