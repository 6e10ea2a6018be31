import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer } from '../../src/domain/answers/answer.ts'
import { createHttpClient, type HttpClient, parseEvents } from '../support/service/http-client.ts'
import {
  type RunningService,
  runCommand,
  startService,
  temporaryDataFolder,
} from '../support/service/service-process.ts'

const documents = mkdtempSync(join(tmpdir(), 'lorekeep-company-'))
const data = temporaryDataFolder()
const services: RunningService[] = []
let one: HttpClient
let other: HttpClient

const leave = (days: number) =>
  `# Annual leave\n\n## Allowance\n\nFull-time employees receive ${days} days of paid annual leave each year.\n`
const travel = '# 差旅\n\n## 交通\n\n员工出差应当乘坐高铁二等座。\n'

async function replica(): Promise<HttpClient> {
  const service = await startService(data.path)
  services.push(service)
  return createHttpClient(service.url, service.adminToken)
}

async function ask(client: HttpClient, question: string): Promise<Answer> {
  return (await client.post<Answer>('/api/v1/ask', { question })).body
}

async function ingest(): Promise<void> {
  expect((await runCommand(data.path, ['ingest', documents, '--source', 'company'])).code).toBe(0)
}

beforeAll(async () => {
  writeFileSync(join(documents, 'leave.md'), leave(27))
  writeFileSync(join(documents, 'travel.md'), travel)
  await ingest()
  one = await replica()
  other = await replica()
})

afterAll(async () => {
  await Promise.all(services.map((service) => service.stop()))
  data.remove()
  rmSync(documents, { recursive: true, force: true })
})

describe('a remembered answer', () => {
  test.each([
    [
      'How many days of annual leave do full-time employees receive?',
      'How many days of annual leave do full-time employees get?',
    ],
    ['员工出差应当乘坐什么？', '请问员工出差应当乘坐什么？'],
  ])('is given by another replica to a question in other words: %s', async (question, reworded) => {
    const first = await ask(one, question)
    const again = await ask(other, reworded)

    expect(first).toMatchObject({ status: 'answered', cache: 'miss' })
    expect(again).toMatchObject({ cache: 'hit', cachedAt: first.createdAt, text: first.text })
    expect(again.usage.baselineMicros).toBe(first.usage.baselineMicros)
    expect(again.usage.baselineMicros).toBeGreaterThan(0)
    const { body } = await other.get(`/api/v1/answers/${again.id}/explain`)
    expect(body).toMatchObject({ recalled: { answerId: first.id, question } })
  })

  test('is not given to a question that asks for something else in nearly the same words', async () => {
    await ask(one, 'How many days of annual leave do full-time employees receive?')
    for (const question of [
      'How many days of annual leave do full-time employees not receive?',
      'Who receives annual leave as a full-time employee?',
      'How many days of annual leave do part-time employees receive?',
    ])
      expect((await ask(other, question)).cache).toBe('miss')
  })

  test('comes as a stream with its age', async () => {
    const question = 'How many days of annual leave do full-time employees receive?'
    await ask(one, question)
    const { body } = await one.post<string>('/api/v1/ask', { question, stream: true })
    const events = parseEvents(body)

    expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['start', 'delta', 'citation', 'done']))
    expect(events.at(-1)?.data).toMatchObject({ cache: 'hit', cachedAt: expect.any(Number) })
  })

  test('survives a restart, and is left aside on request', async () => {
    const question = 'How many days of annual leave do full-time employees receive?'
    await ask(one, question)
    const restarted = await replica()

    expect((await ask(restarted, question)).cache).toBe('hit')
    const { body } = await restarted.post<Answer>('/api/v1/ask', { question, cache: 'bypass' })
    expect(body.cache).toBe('bypass')
  })

  test('dies on all replicas with the version of the document that it rests on [P4]', async () => {
    const question = 'How many days of annual leave do full-time employees receive?'
    await ask(one, question)
    writeFileSync(join(documents, 'leave.md'), leave(30))
    await ingest()
    const answers = [await ask(other, question), await ask(one, question)]

    expect(answers[0]).toMatchObject({ cache: 'miss' })
    expect(answers.map(({ text }) => text.includes('30') && !text.includes('27'))).toEqual([true, true])
    expect((await runCommand(data.path, ['verify', '--json'])).stdout).not.toContain('cached-answer-stale')
  })

  test('is cleared on all replicas at once, by document, by age or by command, and that is audited', async () => {
    const question = 'How many days of annual leave do full-time employees receive?'
    const [citation] = (await ask(one, question)).citations
    await ask(one, question)
    const before = await one.get('/api/v1/cache')
    expect(before.body).toMatchObject({
      entries: expect.any(Number),
      bytes: expect.any(Number),
      hitRate: expect.any(Number),
    })
    expect((await other.delete('/api/v1/cache?olderThan=1d')).body).toEqual({ removed: 0 })
    expect((await other.delete('/api/v1/cache?olderThan=soon')).status).toBe(400)
    const { body } = await other.delete(`/api/v1/cache?documentId=${citation?.documentId}`)

    expect(body['removed']).toBeGreaterThan(0)
    expect((await ask(one, question)).cache).toBe('miss')
    const cleared = await runCommand(data.path, ['cache', 'clear', '--all', '--json'])
    expect(JSON.parse(cleared.stdout)).toEqual({ removed: expect.any(Number) })
    expect((await ask(one, question)).cache).toBe('miss')
    const shown = await runCommand(data.path, ['cache', 'show'])
    expect(shown.stdout).toMatch(/^1 answers remembered/)
    expect((await runCommand(data.path, ['cache', 'clear'])).code).toBe(2)
  })
})
