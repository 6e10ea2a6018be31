import { beforeEach, expect, test } from '@jest/globals'
import { createMemoryAuditLog } from '../../../src/adapters/memory/memory-audit-log.ts'
import type { AuditEvent } from '../../../src/domain/audit/audit-record.ts'
import type { AuditLog } from '../../../src/ports/audit-log.ts'
import { reportPrivacy } from '../../../src/privacy/privacy-report.ts'

let auditLog: AuditLog

beforeEach(() => {
  auditLog = createMemoryAuditLog()
})

const time = (day: string) => Date.parse(day)
const [from, to] = [time('2026-11-01'), time('2026-12-01')]

async function note(day: string, action: AuditEvent['action'], details: Readonly<Record<string, unknown>>) {
  const usual = { tier: 'extractive', cache: 'miss', reasons: [], calls: [] }
  await auditLog.append({ at: time(day), actor: 'key:desk', action, subject: 'a', details: { ...usual, ...details } })
}

test('questions are counted in their weeks, from Monday to Sunday, oldest first', async () => {
  await note('2026-11-23T00:00:00Z', 'question.answered', {})
  await note('2026-11-22T23:59:59Z', 'question.answered', {})
  await note('2026-11-29T23:59:59Z', 'question.abstained', {})

  const weeks = await reportPrivacy(auditLog, from, to)

  expect(weeks.map(({ week, questions }) => [week, questions])).toEqual([
    ['2026-11-16', 1],
    ['2026-11-23', 2],
  ])
})

test('what lies outside of the time and what is no question is left out', async () => {
  await note('2026-10-31T23:59:59Z', 'question.answered', {})
  await note('2026-12-01T00:00:00Z', 'question.answered', {})
  await auditLog.append({ at: from, actor: 'admin', action: 'key.created', subject: 'k', details: {} })

  expect(await reportPrivacy(auditLog, from, to)).toEqual([])
})

test('answers are counted by where they were made, one from the cache as such', async () => {
  await note('2026-11-03', 'question.answered', {})
  await note('2026-11-03', 'question.answered', { tier: 'on-prem', calls: [{ tier: 'on-prem' }] })
  await note('2026-11-03', 'question.answered', { tier: 'cloud', calls: [{ tier: 'cloud' }] })
  await note('2026-11-03', 'question.answered', { tier: 'cloud', cache: 'hit' })

  const [week] = await reportPrivacy(auditLog, from, to)

  expect(week).toMatchObject({
    answers: { 'extractive': 1, 'on-prem': 1, 'cloud': 1, 'cache': 1 },
    sentToCloud: 1,
  })
})

test('a question whose call to the cloud failed was sent there all the same', async () => {
  await note('2026-11-03', 'question.failed', { calls: [{ tier: 'cloud', outcome: 'failed' }], error: 'internal' })
  await note('2026-11-03', 'question.cancelled', { calls: [] })

  expect(await reportPrivacy(auditLog, from, to)).toMatchObject([{ failed: 2, sentToCloud: 1 }])
})

test('rules that kept a question in the house are counted', async () => {
  await note('2026-11-03', 'question.answered', { reasons: ['classification-forbids-cloud', 'no-provider-left'] })
  await note('2026-11-04', 'question.answered', { reasons: ['kinds-forbid-cloud'] })
  await note('2026-11-05', 'question.answered', { reasons: ['redaction-failed'] })

  const [week] = await reportPrivacy(auditLog, from, to)

  expect(week?.keptInHouse).toEqual({
    'classification-forbids-cloud': 1,
    'kinds-forbid-cloud': 1,
    'redaction-failed': 1,
  })
})

test('values are added up by kind: found, hidden from the cloud, in blocked questions', async () => {
  await note('2026-11-03', 'question.answered', { calls: [{ tier: 'cloud' }], kinds: { EMAIL: 2, PERSON: 1 } })
  await note('2026-11-04', 'question.answered', { kinds: { PERSON: 4 } })
  await note('2026-11-05', 'question.blocked', { kinds: { API_KEY: 1, EMAIL: 1 } })

  const [week] = await reportPrivacy(auditLog, from, to)

  expect(week).toMatchObject({ questions: 3, blocked: 1 })
  expect(week?.kinds).toEqual([
    { kind: 'PERSON', found: 5, hiddenFromCloud: 1, blocked: 0 },
    { kind: 'EMAIL', found: 3, hiddenFromCloud: 2, blocked: 1 },
    { kind: 'API_KEY', found: 1, hiddenFromCloud: 0, blocked: 1 },
  ])
})

test('a long trail is read to its end', async () => {
  for (let number = 0; number < 1001; number++) await note('2026-11-03', 'question.answered', {})

  expect(await reportPrivacy(auditLog, from, to)).toMatchObject([{ questions: 1001 }])
})
