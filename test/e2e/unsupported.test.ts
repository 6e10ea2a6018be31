import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { LorekeepDatabase } from '../../src/adapters/sql/database/database.ts'
import { openSqliteDatabase } from '../../src/adapters/sql/sqlite/open-sqlite-database.ts'
import { createSqlAuditLog } from '../../src/adapters/sql/audit/sql-audit-log.ts'
import type { Answer } from '../../src/domain/answers/answer.ts'
import type { CheckedExplanation } from '../../src/domain/answers/explanation.ts'
import type { UnsupportedRule } from '../../src/domain/privacy/policy.ts'
import type { AuditLog } from '../../src/ports/audit-log.ts'
import { writeCompanyFiles } from '../support/company-files.ts'
import { createHttpClient, type HttpClient, parseEvents } from '../support/service/http-client.ts'
import { reply } from '../support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server/openai-server.ts'
import {
  type RunningService,
  runCommand,
  startService,
  temporaryDataFolder,
} from '../support/service/service-process.ts'
import { repositoryRoot } from '../support/source-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'lorekeep-unsupported-'))
const data = temporaryDataFolder()
const policyFile = join(folder, 'policy.json')
let service: RunningService
let client: HttpClient
let database: LorekeepDatabase
let audit: AuditLog
let onPrem: OpenAiServer
let cloud: OpenAiServer

beforeAll(async () => {
  const documents = join(folder, 'documents')
  writeCompanyFiles(documents)
  await runCommand(data.path, ['ingest', documents, '--source', 'company'])
  onPrem = await startOpenAiServer({ vendor: 'vllm', models: ['qwen3'] })
  cloud = await startOpenAiServer({ models: ['gpt-4o-mini'], apiKey: 'cloud-key' })
  writePolicy('mark')
  service = await startService(data.path, {
    LOG_LEVEL: 'info',
    POLICY_FILE: policyFile,
    ONPREM_BASE_URL: onPrem.baseUrl,
    ONPREM_MODEL: 'qwen3',
    CLOUD_BASE_URL: cloud.baseUrl,
    CLOUD_MODEL: 'gpt-4o-mini',
    CLOUD_API_KEY: 'cloud-key',
  })
  client = createHttpClient(service.url, service.adminToken)
  database = await openSqliteDatabase({ file: join(data.path, 'lorekeep.db') })
  audit = createSqlAuditLog(database)
}, 240_000)

afterAll(async () => {
  await service?.stop()
  await Promise.all([onPrem?.close(), cloud?.close(), database?.close()])
  data.remove()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => {
  onPrem.reset()
  cloud.reset()
})

function writePolicy(unsupported: UnsupportedRule): void {
  const policy = JSON.parse(readFileSync(join(repositoryRoot, 'data/policy.json'), 'utf8')) as object
  writeFileSync(policyFile, JSON.stringify({ ...policy, unsupported }))
}

/** Changes the rule of the running service, as an operator would, and waits until it has read it. */
async function changeRule(rule: UnsupportedRule): Promise<void> {
  const readings = () => service.output().split('configuration.reloaded').length
  const before = readings()
  writePolicy(rule)
  while (readings() === before) await pause(50)
}

/** Restricted passages would keep the cloud out of it. */
const filters = { classification: 'internal' } as const

/** Asks over a stream: what the reader saw, the answer at its end, and what is told of it afterwards. */
async function ask(question: string) {
  const { body } = await client.post<string>('/api/v1/ask', { question, stream: true, filters })
  const events = parseEvents(body)
  expect(events.at(-1)?.event).toBe('done')
  const answer = events.at(-1)?.data as unknown as Answer
  const read = events.map(({ event, data: part }) => (event === 'delta' ? part['text'] : '')).join('')
  const cited = events.filter(({ event }) => event === 'citation').map(({ data: citation }) => citation['n'])
  const { body: explanation } = await client.get<CheckedExplanation>(`/api/v1/answers/${answer.id}/explain`)
  const records = await audit.records(0, 1000)
  return { answer, read, cited, explanation, audited: records.find(({ subject }) => subject === answer.id)?.details }
}

/** Costs of all calls so far, by model. */
async function costs(): Promise<ReadonlyMap<string, number>> {
  const { body } = await client.get<{ totals: { group: string; costMicros: number }[] }>('/api/v1/usage?by=model')
  return new Map(body.totals.map(({ group, costMicros }) => [group, costMicros]))
}

const english = {
  question: 'How many days of annual leave do full-time employees receive each year?',
  askedOtherwise: 'What paid annual leave do full-time employees receive?',
  right: 'Full-time employees receive 27 days of paid annual leave each year [1].',
  wrong: 'Full-time employees receive 31 days of paid annual leave each year [1].',
} as const
const chinese = {
  question: '员工工作满一年后每年有多少天带薪年假？',
  askedOtherwise: '工作满一年的员工可以享受几天带薪年假？',
  right: '员工工作满一年后每年享受十五天带薪年假[1]。',
  wrong: '员工工作满一年后每年享受二十天带薪年假[1]。',
} as const
const languages = [
  ['English', english],
  ['Chinese', chinese],
] as const

describe('under the rule "mark"', () => {
  test.each(languages)(
    'a sentence that nothing carries is shown and marked, in %s',
    async (_, { question, right, wrong }) => {
      onPrem.byDefault(reply(`${right} ${wrong}`, { chunks: 12 }))
      const { answer, read, explanation, audited } = await ask(question)
      expect(read).toBe(`${right} ${wrong}`)
      expect(answer.sentences?.map(({ support }) => support)).toEqual(['supported', 'unsupported'])
      expect([explanation.sentences, audited?.['sentences']]).toEqual([
        { supported: 1, weak: 0, unsupported: 1, removed: 0 },
        { supported: 1, weak: 0, unsupported: 1, removed: 0 },
      ])
    },
  )
})

describe('under the rule "remove"', () => {
  beforeAll(() => changeRule('remove'))

  test.each(languages)(
    'a sentence that nothing carries is never seen, in %s',
    async (_, { question, right, wrong }) => {
      onPrem.byDefault(reply(`${wrong} ${right}`, { chunks: 12 }))
      const { answer, read, cited, explanation, audited } = await ask(question)
      expect([read, answer.text]).toEqual([right, right])
      expect(cited).toEqual([1])
      expect(answer.sentences?.map(({ support }) => support)).toEqual(['supported'])
      expect([explanation.sentences, audited?.['sentences']]).toEqual([
        { supported: 1, weak: 0, unsupported: 0, removed: 1 },
        { supported: 1, weak: 0, unsupported: 0, removed: 1 },
      ])
    },
  )

  test.each(languages)(
    'an answer of which nothing is left gives way to the documents themselves, in %s',
    async (_, texts) => {
      onPrem.byDefault(reply(texts.wrong, { chunks: 12 }))
      const { answer, read, explanation } = await ask(texts.askedOtherwise)
      expect(answer).toMatchObject({ status: 'answered', route: { tier: 'extractive' } })
      expect(answer.route.reasons.map(({ code }) => code)).toContain('nothing-supported')
      expect(read).toBe(answer.text)
      expect(read).not.toContain(texts.wrong.slice(0, -4))
      expect(explanation.calls).toHaveLength(1)
      expect(cloud.requests).toHaveLength(0)
    },
  )
})

describe('under the rule "answer-again"', () => {
  beforeAll(() => changeRule('answer-again'))

  test.each(languages)('a sentence that nothing carries makes the next model answer, in %s', async (_, texts) => {
    onPrem.byDefault(reply(texts.wrong, { chunks: 12 }))
    cloud.byDefault(reply(texts.right, { chunks: 12 }))
    const before = await costs()
    const { answer, read, cited, explanation, audited } = await ask(texts.question)
    const after = await costs()

    expect(answer.route.reasons.map(({ code }) => code)).toContain('answered-again')
    expect([read, answer.text]).toEqual([texts.right, texts.right])
    expect(cited).toEqual([1])
    expect(answer).toMatchObject({ route: { tier: 'cloud' }, privacy: { leftTheBuilding: true } })
    expect(explanation.calls.map(({ tier, outcome }) => [tier, outcome])).toEqual([
      ['on-prem', 'finished'],
      ['cloud', 'finished'],
    ])
    expect(audited).toMatchObject({
      calls: [{ tier: 'on-prem' }, { tier: 'cloud' }],
      reasons: expect.arrayContaining(['answered-again']),
    })
    const spent = ['qwen3', 'gpt-4o-mini'].map((model) => (after.get(model) ?? 0) - (before.get(model) ?? 0))
    expect(spent.every((cost) => cost > 0)).toBe(true)
    expect(spent.reduce((sum, cost) => sum + cost, 0)).toBe(answer.usage.costMicros)
  })

  test('an answer that both models doubt comes from the one that doubts less, with its doubts marked', async () => {
    onPrem.byDefault(reply(`${english.wrong} The canteen serves lunch for free [1].`))
    cloud.byDefault(reply(`${english.wrong} ${english.right}`))
    const { answer, read } = await ask(english.askedOtherwise)
    expect(answer.route.tier).toBe('cloud')
    expect(read).toBe(answer.text)
    expect(answer.sentences?.map(({ support }) => support)).toEqual(['unsupported', 'supported'])
  })
})
