import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer } from '../../src/domain/answers/answer.ts'
import type { Explanation } from '../../src/domain/answers/explanation.ts'
import type { IngestReport } from '../../src/domain/ingest/ingest-report.ts'
import type { VerifyReport } from '../../src/domain/ingest/verify-report.ts'
import { planted, writeCompanyFiles } from '../support/company-files.ts'
import { copyFromEvidence } from '../support/models/copying-model.ts'
import { createHttpClient } from '../support/service/http-client.ts'
import { reply } from '../support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server/openai-server.ts'
import {
  type RunningService,
  runCommand,
  startService,
  temporaryDataFolder,
} from '../support/service/service-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'lorekeep-cloud-endpoints-'))
const data = temporaryDataFolder()
let cloud: OpenAiServer
let house: OpenAiServer
let variables: Readonly<Record<string, string>>
let service: RunningService
let report: IngestReport

/** What no cloud may see of documents and questions: values, and everything of what is restricted. */
const secrets = {
  ...planted,
  person: 'Dorothea Lindqvist',
  chinesePerson: '张伟明',
  chinesePhone: '13912345678',
  chineseCard: '6222021234567890128',
  password: 'Tr0ub4dor-3x9',
  askedResidentId: '110105198803120022',
  askedEmail: 'henrik.aalto@halden-example.com',
  askedPhone: '13712345670',
  askedPassword: 'wint3rGarden-77',
  restricted: '74,500',
  restrictedChinese: '九万五千',
} as const

beforeAll(async () => {
  writeCompanyFiles(folder)
  mkdirSync(join(folder, 'board'))
  writeFileSync(
    join(folder, 'access.yaml'),
    'rules:\n  - path: "**"\n    groups: [everyone]\n  - path: "{salaries,board}/**"\n    groups: [hr]\n    classification: restricted\n',
  )
  writeFileSync(
    join(folder, 'board', '奖金.md'),
    `# 董事奖金\n\n董事会成员的年度奖金上限为${secrets.restrictedChinese}元。\n`,
  )
  writeFileSync(
    join(folder, 'desk.md'),
    `# Help desk\n\nOur colleague ${secrets.person} leads the help desk. It repairs laptops within two working days.\n`,
  )
  writeFileSync(
    join(folder, '报销.md'),
    `# 报销办法\n\n报销由财务部的${secrets.chinesePerson}办理，联系电话${secrets.chinesePhone}。报销款打到员工的银行卡，例如 ${secrets.chineseCard}。\n`,
  )
  writeFileSync(join(folder, 'scanner.md'), `# Scanner\n\nThe password of the scanner is ${secrets.password}.\n`)
  const names = { models: ['embedder', 'reranker', 'qwen3'], embeddingDimensions: 64 }
  cloud = await startOpenAiServer(names)
  house = await startOpenAiServer(names)
  house.byDefault(reply(copyFromEvidence))
  variables = {
    EMBEDDINGS_BASE_URL: cloud.baseUrl,
    EMBEDDINGS_MODEL: 'embedder',
    EMBEDDINGS_TIER: 'cloud',
    RERANK_BASE_URL: cloud.baseUrl,
    RERANK_MODEL: 'reranker',
    RERANK_TIER: 'cloud',
    ONPREM_BASE_URL: house.baseUrl,
    ONPREM_MODEL: 'qwen3',
  }
  const ingested = await runCommand(
    data.path,
    ['ingest', folder, '--source', 'company', '--groups', 'everyone', '--json'],
    variables,
  )
  report = JSON.parse(ingested.stdout) as IngestReport
  service = await startService(data.path, variables)
}, 300_000)

afterAll(async () => {
  await service?.stop()
  await cloud?.close()
  await house?.close()
  data.remove()
  rmSync(folder, { recursive: true, force: true })
})

async function ask(question: string, conversationId?: string): Promise<Answer> {
  const client = createHttpClient(service.url, service.adminToken)
  const { body } = await client.post<Answer>('/api/v1/ask', {
    question,
    ...(conversationId !== undefined && { conversationId }),
  })
  return body
}

/** In any spelling that spaces make. */
function leaked(): readonly string[] {
  const received = cloud.everythingReceived()
  const packed = received.replaceAll(/[\s-]/g, '')
  return Object.values(secrets).filter(
    (value) => received.includes(value) || packed.includes(value.replaceAll(/[\s-]/g, '')),
  )
}

describe('endpoints in the cloud', () => {
  test('get documents redacted, and none that the policy keeps in the house', () => {
    const received = cloud.everythingReceived()

    expect(received).toContain('Full-time employees receive 27 days of paid annual leave each year.')
    expect(received).toContain('员工工作满一年后每年享受十五天带薪年假。')
    expect(received).toContain('Write to [EMAIL] or call [PHONE] on working days.')
    expect(received).toContain('Our colleague [PERSON] leads the help desk.')
    expect(received).toContain('财务部的[PERSON]办理，联系电话[PHONE]。')
    expect(received).not.toMatch(/grade G7|scanner|董事/i)
    expect(leaked()).toEqual([])
  })

  test('are never seen to lack a document: it is found by its words, and the report and a proof say so', async () => {
    expect(report).toMatchObject({ failed: 0, chunksWithoutVector: 3 })
    const { stdout, code } = await runCommand(data.path, ['verify', '--json'], variables)
    expect(code).toBe(0)
    expect(JSON.parse(stdout) as VerifyReport).toMatchObject({ differences: [], chunksWithoutVector: 3 })

    const client = createHttpClient(service.url, service.adminToken)
    const search = async (query: string) =>
      (await client.post<{ passages: readonly { source: string }[] }>('/api/v1/search', { query })).body.passages
    expect((await search('salary band of grade G7'))[0]?.source).toBe('salaries/bands.md')
    expect((await search('董事会成员的年度奖金'))[0]?.source).toBe('board/奖金.md')
    expect(leaked()).toEqual([])
  })

  test.each([
    [`I am ${secrets.askedEmail}: how many days of paid annual leave do full-time employees receive?`, /27 days/],
    [`我的电话是${secrets.askedPhone}，员工每年有多少天带薪年假？`, /十五天/],
    [`我的身份证号是${secrets.askedResidentId}，员工每年有多少天带薪年假？`, /十五天/],
    ['Who leads the help desk that repairs laptops?', /Lindqvist/],
    ['谁办理报销？', new RegExp(secrets.chinesePerson)],
    ['Which account are refunds of the travel card paid to?', /GB82/],
    ['What does the salary band of grade G7 run to?', /74,500/],
    ['董事会成员的年度奖金上限是多少？', new RegExp(secrets.restrictedChinese)],
  ])('see nothing sensitive of a question, its evidence and its answer: %s', async (question, answer) => {
    expect((await ask(question)).text).toMatch(answer)
    expect(leaked()).toEqual([])
  })

  test('are not asked about a question that the policy blocks or keeps in the house', async () => {
    const { length } = cloud.requests
    expect((await ask(`My password is ${secrets.askedPassword}, why can I not log in?`)).status).toBe('blocked')
    await ask(`身份证号${secrets.askedResidentId}的员工可以报销吗？`)
    const rest = cloud.requests.slice(length).map(({ bodyText }) => bodyText)
    expect(rest.filter((body) => /身份证|log in/.test(body))).toEqual([])
    expect(leaked()).toEqual([])
  })

  test('are sent nothing that follows from a restricted answer', async () => {
    const { conversationId } = await ask('What is the salary band of grade G7?')
    const { length } = cloud.requests
    await ask('And of the grade above it?', conversationId)
    expect(cloud.requests.slice(length).filter(({ bodyText }) => bodyText.includes('grade above'))).toEqual([])
    expect(leaked()).toEqual([])
  })

  test('are named by the explanation with what they were sent, and make the answer one that left the building', async () => {
    const answer = await ask(`Write to ${secrets.askedEmail}: how many unused days may be carried over?`)
    expect(answer.privacy.leftTheBuilding).toBe(true)

    const client = createHttpClient(service.url, service.adminToken)
    const { calls } = (await client.get<Explanation>(`/api/v1/answers/${answer.id}/explain`)).body
    const asked = 'Write to [EMAIL]: how many unused days may be carried over?'
    const call = { tier: 'cloud', outcome: 'finished' }
    expect(calls).toContainEqual(
      expect.objectContaining({ ...call, purpose: 'embed', texts: 1, messages: [{ role: 'text', content: asked }] }),
    )
    expect(calls).toContainEqual(
      expect.objectContaining({ ...call, purpose: 'rerank', messages: [{ role: 'question', content: asked }] }),
    )
    expect(calls.at(-1)).toMatchObject({ purpose: 'answer', tier: 'on-prem' })
    const { stdout } = await runCommand(data.path, ['explain', answer.id], variables)
    expect(stdout).toContain('Sent 1 texts to embeddings/embedder (cloud) for their meaning')
  })

  test('are warned of at the start and by the doctor', async () => {
    expect(service.output()).toContain('endpoint.in-the-cloud')
    const { stdout } = await runCommand(data.path, ['doctor'], variables)
    expect(stdout).toMatch(/leave the house for 127\.0\.0\.1/)
  })

  test('get a reindex redacted as well', async () => {
    cloud.reset()
    const { stdout } = await runCommand(data.path, ['reindex', '--json'], variables)
    expect(JSON.parse(stdout)).toMatchObject({ chunksWithoutVector: 3 })
    expect(cloud.everythingReceived()).toContain('27 days')
    expect(leaked()).toEqual([])
  })
})
