import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { copyFromEvidence } from '../support/models/copying-model.ts'
import { writeCompanyFiles } from '../support/company-files.ts'
import { createHttpClient } from '../support/service/http-client.ts'
import { delayed, reply } from '../support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server/openai-server.ts'
import { runCommand, startCommand, startService, temporaryDataFolder } from '../support/service/service-process.ts'

const documents = mkdtempSync(join(tmpdir(), 'lorekeep-batch-'))
const data = temporaryDataFolder()
let models: OpenAiServer
let variables: Readonly<Record<string, string>>

const questions = [
  'How many days of paid annual leave do full-time employees receive?',
  '员工每年有多少天年假？',
  'How are days of annual leave requested?',
  '年假如何申请？',
  'When do days of annual leave expire?',
  'Who approves annual leave?',
  'How many full-time employees receive annual leave?',
  '员工什么时候可以休年假？',
]

/** A file of models with a batch API on the test server. */
function modelsWithBatchApi(): string {
  const provider = { name: 'large', tier: 'cloud', baseUrl: models.baseUrl, model: 'large', batch: { pollSeconds: 1 } }
  const price = { model: 'large', tier: 'cloud', input: 2, output: 8, validFrom: '2024-01-01' }
  const file = join(documents, 'models.json')
  const content = { currency: 'USD', baselineModel: 'large', providers: [provider], prices: [price] }
  writeFileSync(file, JSON.stringify(content))
  return file
}

beforeAll(async () => {
  writeCompanyFiles(documents)
  await runCommand(data.path, ['ingest', documents, '--source', 'company', '--groups', 'everyone'])
  models = await startOpenAiServer({ models: ['large'] })
  models.byDefault(delayed(400, reply(copyFromEvidence)))
  variables = { CLOUD_BASE_URL: models.baseUrl, CLOUD_MODEL: 'large', CLOUD_API_KEY: 'a key' }
})

afterAll(async () => {
  await models.close()
  data.remove()
  rmSync(documents, { recursive: true, force: true })
})

test('a batch whose process is killed is taken up by a service, and every question is answered and booked once', async () => {
  const file = join(documents, 'questions.csv')
  writeFileSync(file, `question\n${questions.join('\n')}\n`)
  const killed = startCommand(data.path, ['batch', file, '--single'], variables)
  let said = ''
  killed.stderr?.on('data', (part: Buffer) => (said += part.toString('utf8')))
  await models.waitForRequest(3)
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  const id = /Batch (\S+)/.exec(said)?.[1] ?? ''

  const service = await startService(data.path, variables)
  try {
    const client = createHttpClient(`${service.url}/api/v1`, service.adminToken)
    let status: unknown = 'waiting'
    while (status === 'waiting' || status === 'running') {
      await pause(500)
      status = (await client.get(`/batch/${id}?results=false`)).body['status']
    }
    expect(status).toBe('succeeded')
    const { body } = await client.get<{ results: readonly { question: string; status: string }[] }>(`/batch/${id}`)
    expect(body.results.map(({ question }) => question)).toEqual(questions)
    expect(body.results.filter((result) => result.status === 'waiting' || result.status === 'failed')).toEqual([])
    const used = await client.get<{ totals: readonly { questions: number }[] }>('/usage?by=user')
    expect(used.body.totals.map((total) => total.questions)).toEqual([questions.length])

    const out = join(documents, 'answers.csv')
    const written = await runCommand(data.path, ['batch', '--resume', id, '--out', out], variables)
    expect(written.code).toBe(0)
    expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(questions.length + 2)
  } finally {
    await service.stop()
  }
}, 300_000)

test('a batch whose process is killed while the provider works is finished by a service, and submitted and paid for once', async () => {
  models.reset()
  models.byDefault(reply(copyFromEvidence))
  models.batches.looksNeeded = Number.POSITIVE_INFINITY
  const file = join(documents, 'may-wait.csv')
  const asked = [
    'How many days of annual leave expire?',
    '谁批准员工的年假？',
    'How is annual leave requested in advance?',
  ]
  writeFileSync(file, `question\n${asked.join('\n')}\n`)
  const settings = { MODELS_FILE: modelsWithBatchApi() }
  const killed = startCommand(data.path, ['batch', file, '--may-wait'], settings)
  let said = ''
  killed.stderr?.on('data', (part: Buffer) => (said += part.toString('utf8')))
  while (!/done at large\/large/.test(said)) await pause(100)
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  const id = /Batch (\S+)/.exec(said)?.[1] ?? ''

  const service = await startService(data.path, settings)
  try {
    const client = createHttpClient(`${service.url}/api/v1`, service.adminToken)
    const before = await client.get<{ progress: { delegated: readonly { requests: object }[] } }>(
      `/batch/${id}?results=false`,
    )
    expect(before.body.progress.delegated).toMatchObject([{ provider: { name: 'large' }, requests: { done: 0 } }])
    models.batches.looksNeeded = 1
    let status: unknown = 'waiting'
    while (status === 'waiting' || status === 'running') {
      await pause(500)
      status = (await client.get(`/batch/${id}?results=false`)).body['status']
    }
    const { body } = await client.get<{ results: readonly { status: string }[]; costMicros: number }>(`/batch/${id}`)
    expect(body.results.filter((result) => result.status === 'waiting' || result.status === 'failed')).toEqual([])
    expect(models.batches.created).toHaveLength(1)
    expect(models.requests.filter(({ path }) => path.endsWith('/chat/completions'))).toEqual([])
    const bill = models.batches.billed.reduce(
      (sum, { usage }) => sum + Math.ceil(usage.prompt_tokens * 1 + usage.completion_tokens * 4),
      0,
    )
    expect(body.costMicros).toBe(bill)
    expect(models.batches.filesKept).toBe(0)

    const refused = await client.post('/batch', { questions: [1], mayWait: 'yes' })
    expect(refused.status).toBe(400)
    const given = await client.post('/batch', { questions: ['Who approves annual leave requests?'], mayWait: true })
    expect(given).toMatchObject({ status: 202, body: { settings: { mayWait: true } } })
  } finally {
    await service.stop()
  }
}, 300_000)
