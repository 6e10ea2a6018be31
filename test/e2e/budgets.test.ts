import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UsageTotal } from '../../src/domain/accounting/ledger-entry.ts'
import { writeCompanyFiles } from '../support/company-files.ts'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server/openai-server.ts'
import { countTokens } from '../support/openai-server/token-count.ts'
import {
  type RunningService,
  runCommand,
  startService,
  temporaryDataFolder,
} from '../support/service/service-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'lorekeep-budgets-'))
const data = temporaryDataFolder()
const secret = 'the secret of the webhook'
const question = 'How many days of paid annual leave do full-time employees receive?'
let server: OpenAiServer
let hook: Server
let variables: Readonly<Record<string, string>>
let service: RunningService
const hooked: { readonly signature: string; readonly body: string }[] = []

beforeAll(async () => {
  writeCompanyFiles(folder)
  server = await startOpenAiServer({ models: ['embedder', 'reranker', 'qwen3'], embeddingDimensions: 32 })
  hook = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      hooked.push({ signature: String(request.headers['lorekeep-signature']), body })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  const modelsFile = join(folder, 'models.json')
  const price = { tier: 'on-prem', output: 1, validFrom: '2020-01-01' }
  const prices = [
    { ...price, model: 'embedder', input: 2 },
    { ...price, model: 'reranker', input: 3 },
    { ...price, model: 'qwen3', input: 1 },
  ]
  writeFileSync(modelsFile, JSON.stringify({ currency: 'USD', baselineModel: 'qwen3', prices }))
  variables = {
    EMBEDDINGS_BASE_URL: server.baseUrl,
    EMBEDDINGS_MODEL: 'embedder',
    RERANK_BASE_URL: server.baseUrl,
    RERANK_MODEL: 'reranker',
    ONPREM_BASE_URL: server.baseUrl,
    ONPREM_MODEL: 'qwen3',
    MODELS_FILE: modelsFile,
    BUDGET_WEBHOOK_URL: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`,
    BUDGET_WEBHOOK_SECRET: secret,
  }
  await runCommand(data.path, ['ingest', folder, '--source', 'company', '--groups', 'everyone'], variables)
  service = await startService(data.path, variables)
}, 300_000)

afterAll(async () => {
  await service?.stop()
  hook?.close()
  await server?.close()
  data.remove()
  rmSync(folder, { recursive: true, force: true })
})

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(`${service.url}/api/v1/${path}`, {
    method,
    headers: { 'authorization': `Bearer ${service.adminToken}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

async function totals(by: string): Promise<Readonly<Record<string, UsageTotal>>> {
  const { body } = await call('GET', `usage?by=${by}`)
  return Object.fromEntries((body['totals'] as readonly UsageTotal[]).map((total) => [total.group, total]))
}

/** What the server counted at an endpoint, by what it was sent. */
function counted(path: string): number {
  return server.requests
    .filter((request) => request.path === path && request.status === 200)
    .map(
      ({ body }) =>
        body as { readonly input?: readonly string[]; readonly query?: string; readonly documents?: readonly string[] },
    )
    .reduce((sum, { input = [], query = '', documents = [] }) => {
      const texts = [...input, ...documents.map((document) => `${query} ${document}`)]
      return sum + texts.reduce((tokens, text) => tokens + countTokens(text), 0)
    }, 0)
}

describe('the books', () => {
  test('have every token that endpoints counted for an ingest and for questions, by model and source', async () => {
    const ingested = (await totals('model'))['embedder']
    expect(ingested).toMatchObject({ promptTokens: expect.any(Number) as unknown, questions: 0, estimatedCalls: 0 })
    expect((await totals('source'))['company']?.promptTokens).toBeGreaterThan(0)

    await call('POST', 'ask', { question })
    await call('POST', 'search', { query: question })

    const after = await totals('model')
    expect(after['embedder']?.promptTokens).toBeGreaterThan(ingested?.promptTokens ?? 0)
    expect(after['reranker']).toMatchObject({
      promptTokens: counted('/v1/rerank'),
      costMicros: counted('/v1/rerank') * 3,
    })
  })
})

describe('a budget', () => {
  test('that is used up stops questions, in their language, warns once and tells the webhook with a signature', async () => {
    const limit = async (limitTokens: number) => {
      const terms = { kind: 'user', id: 'admin', period: 'month', whenExhausted: 'stop' }
      const { body } = await call('PUT', 'budgets', { budgets: [{ ...terms, limitTokens }] })
      return (body['budgets'] as readonly { readonly spentTokens: number }[])[0]?.spentTokens ?? 0
    }
    // Room to search for an answer, and none to write one.
    await limit((await limit(1_000_000_000)) + 900)
    const english = await call('POST', 'ask', {
      question: 'How much paid annual leave do full-time employees receive?',
    })
    const chinese = await call('POST', 'ask', { question: '全职员工每年有多少天带薪年假？' })

    expect(english).toMatchObject({ status: 402, body: { code: 'budget-exhausted' } })
    expect(english.body['detail']).toContain('The budget of your account for this month')
    expect([200, 402]).toContain(chinese.status)
    const { body } = await call('GET', 'budgets')
    expect(body['budgets']).toMatchObject([{ reservedTokens: 0, usedPercent: expect.any(Number) as unknown }])

    for (let waited = 0; hooked.length === 0 && waited < 300; waited += 1)
      await new Promise((go) => setTimeout(go, 100))
    const messages = hooked.map(
      (message) => JSON.parse(message.body) as { readonly event: string; readonly share: number },
    )
    expect(messages.map(({ event }) => event)).toContain('budget.exhausted')
    expect(messages.filter(({ share }) => share === 100)).toHaveLength(1)
    for (const message of hooked) {
      const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(message.signature) ?? []
      expect(createHmac('sha256', secret).update(`${seconds}.${message.body}`).digest('hex')).toBe(signature)
    }
  })

  test('of the command line is the same one', async () => {
    const { stdout } = await runCommand(data.path, ['budget', 'show', 'user', 'admin', '--json'], variables)
    expect(JSON.parse(stdout)).toMatchObject({ budgets: [{ kind: 'user', id: 'admin', whenExhausted: 'stop' }] })
  })
})
