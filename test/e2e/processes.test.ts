import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { writeCompanyFiles } from '../support/company-files.ts'
import { createHttpClient, type HttpClient } from '../support/service/http-client.ts'
import { reply } from '../support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server/openai-server.ts'
import {
  type RunningService,
  runCommand,
  startService,
  temporaryDataFolder,
} from '../support/service/service-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'lorekeep-processes-'))
const data = temporaryDataFolder()
let server: OpenAiServer
let variables: Readonly<Record<string, string>>
let service: RunningService
let admin: HttpClient

beforeAll(async () => {
  writeCompanyFiles(folder)
  server = await startOpenAiServer({ models: ['embedder', 'qwen3'], embeddingDimensions: 32 })
  variables = {
    EMBEDDINGS_BASE_URL: server.baseUrl,
    EMBEDDINGS_MODEL: 'embedder',
    ONPREM_BASE_URL: server.baseUrl,
    ONPREM_MODEL: 'qwen3',
    SERVICE_PROCESSES: '2',
  }
  await runCommand(data.path, ['ingest', folder, '--source', 'company', '--groups', 'everyone'], variables)
  service = await startService(data.path, variables)
  admin = createHttpClient(service.url, service.adminToken)
}, 300_000)

afterAll(async () => {
  await service?.stop()
  await server?.close()
  data.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** The processes that the service has started to answer requests. */
function answering(): readonly number[] {
  const listed = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  return listed
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => Number(found?.[2]) === service.process.pid && found?.[3]?.includes('main.js serve'))
    .map((found) => Number(found?.[1]))
}

/** New connections go to the processes in turn. */
const onItsOwn = { Connection: 'close' }

async function askMany(count: number): Promise<readonly number[]> {
  const asked = Array.from({ length: count }, (_, number) => {
    const question = `How many days of paid leave are there in year ${number + 1}?`
    return admin.post('/api/v1/ask', { question }, onItsOwn)
  })
  return (await Promise.all(asked)).map(({ status }) => status)
}

async function questionsCounted(): Promise<number> {
  const { body } = await admin.get<string>('/metrics')
  return [...body.matchAll(/^lorekeep_questions_total\{.*\} (\d+)$/gm)].reduce((sum, [, n]) => sum + Number(n), 0)
}

async function eventually(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await pause(100)
}

describe('a service of several processes', () => {
  test('answers on one port, and books and counts all that any of them answered', async () => {
    const statuses = await askMany(12)
    await eventually(async () => (await questionsCounted()) >= 12)

    expect(answering()).toHaveLength(2)
    expect(statuses).toEqual(Array.from({ length: 12 }, () => 200))
    expect(await questionsCounted()).toBe(12)
    const { body } = await admin.get<{ totals: { questions: number }[] }>('/api/v1/usage?by=tier')
    expect(body.totals.reduce((sum, { questions }) => sum + questions, 0)).toBe(12)
  })

  test('knows in each of them who has signed in at one', async () => {
    const opened = await fetch(service.signInLink, { redirect: 'manual', headers: onItsOwn })
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
    const asked = await Promise.all(
      Array.from({ length: 6 }, () =>
        createHttpClient(service.url, '').get('/api/v1/session', { ...onItsOwn, Cookie: cookie }),
      ),
    )
    expect(asked.map(({ body }) => body['admin'])).toEqual(asked.map(() => true))
  })

  test('goes on when one of them is killed, and puts another in its place', async () => {
    const [killed = 0, other] = answering()
    process.kill(killed, 'SIGKILL')
    // What is handed to one that has just died gets no answer.
    await eventually(() => service.output().includes('service.process-ended'))
    const between = await askMany(4)
    await eventually(() => answering().length === 2)
    const afterwards = await askMany(4)

    expect([...between, ...afterwards]).toEqual(Array.from({ length: 8 }, () => 200))
    expect(answering()).toContain(other)
    expect(answering()).not.toContain(killed)
  })

  test('says what is wrong once when its port is taken', async () => {
    const { port } = new URL(service.url)
    const { code, stdout, stderr } = await runCommand(data.path, ['serve'], { ...variables, PORT: port })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.match(/already in use/g)).toHaveLength(1)
  })

  test('leaves none of them behind when it is stopped', async () => {
    const before = answering()
    const ended = once(service.process, 'exit')
    service.process.kill('SIGTERM')
    const [code] = (await ended) as [number]

    expect(code).toBe(0)
    expect(before).toHaveLength(2)
    for (const pid of before) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  test('answers what was asked, and ends, when the first of them dies', async () => {
    service = await startService(data.path, variables)
    admin = createHttpClient(service.url, service.adminToken)
    const others = answering()
    // So that the question is not the first of its process, which takes the longest.
    await askMany(8)
    const chats = () => server.requests.filter(({ path }) => path.includes('chat')).length
    const before = chats()
    server.byDefault(reply('Full-time employees receive 27 days of paid annual leave [1].', { delayMs: 500 }))
    const asked = admin.post<{ id: string }>(
      '/api/v1/ask',
      { question: 'How many days of paid annual leave do full-time employees receive?', cache: 'bypass' },
      onItsOwn,
    )
    await eventually(() => chats() > before)
    service.process.kill('SIGKILL')
    const { status, body } = await asked
    await eventually(() => others.every((pid) => !isAlive(pid)))
    const { stdout } = await runCommand(data.path, ['explain', body.id, '--json'], variables)

    expect([status, others.length]).toEqual([200, 2])
    expect(JSON.parse(stdout)).toMatchObject({
      calls: expect.arrayContaining([expect.objectContaining({ model: 'qwen3', outcome: 'finished' })]),
    })
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
