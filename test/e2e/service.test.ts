import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer } from '../../src/domain/answers/answer.ts'
import { companyDocuments, planted, writeCompanyFiles } from '../support/company-files.ts'
import { createHttpClient, type HttpClient, parseEvents } from '../support/service/http-client.ts'
import { closeBeforeHeaders, fail, reply } from '../support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../support/openai-server/openai-server.ts'
import { repositoryRoot } from '../support/source-files.ts'
import {
  type RunningService,
  runCommand,
  startService,
  temporaryDataFolder,
} from '../support/service/service-process.ts'

const documents = mkdtempSync(join(tmpdir(), 'lorekeep-company-'))
const data = temporaryDataFolder()
let onPrem: OpenAiServer
let cloud: OpenAiServer
let service: RunningService
let admin: HttpClient
/** Another replica on the same data, whose model on the premises is down. */
let stranded: RunningService
let strandedAdmin: HttpClient

beforeAll(async () => {
  writeCompanyFiles(documents)
  const ingested = await runCommand(data.path, ['ingest', documents, '--source', 'company', '--json'])
  expect(JSON.parse(ingested.stdout)).toMatchObject({ added: companyDocuments.length, failed: 0 })
  onPrem = await startOpenAiServer({ vendor: 'vllm', models: ['qwen3'] })
  cloud = await startOpenAiServer({ models: ['gpt-4o-mini'], apiKey: 'cloud-key' })
  const endpoints = {
    ONPREM_BASE_URL: onPrem.baseUrl,
    ONPREM_MODEL: 'qwen3',
    CLOUD_BASE_URL: cloud.baseUrl,
    CLOUD_MODEL: 'gpt-4o-mini',
    CLOUD_API_KEY: 'cloud-key',
    MODELS_FILE: writePremisesFirst(data.path),
  }
  const withoutPremises = { ...endpoints, ONPREM_BASE_URL: 'http://127.0.0.1:9/v1' }
  await Promise.all([
    startService(data.path, endpoints).then((started) => {
      service = started
    }),
    startService(data.path, withoutPremises).then((started) => {
      stranded = started
    }),
  ])
  admin = createHttpClient(service.url, service.adminToken)
  strandedAdmin = createHttpClient(stranded.url, stranded.adminToken)
})

afterAll(async () => {
  await Promise.all([service?.stop(), stranded?.stop()])
  await Promise.all([onPrem?.close(), cloud?.close()])
  data.remove()
  rmSync(documents, { recursive: true, force: true })
})

beforeEach(async () => {
  onPrem.reset()
  cloud.reset()
  // Tests ask for the same in other words.
  await admin.delete('/api/v1/cache')
})

/** The shipped models, with every question going to the premises first, however hard. */
function writePremisesFirst(folder: string): string {
  const shipped = JSON.parse(readFileSync(join(repositoryRoot, 'data/models.json'), 'utf8')) as object
  const file = join(folder, 'models.json')
  writeFileSync(file, JSON.stringify({ ...shipped, hardFrom: 1 }))
  return file
}

async function ask(question: string, over: Readonly<Record<string, unknown>> = {}, client = admin): Promise<Answer> {
  const { status, body } = await client.post<Answer>('/api/v1/ask', { question, ...over })
  expect({ status, problem: status === 200 ? undefined : body }).toEqual({ status: 200, problem: undefined })
  return body
}

/** Asks where the model on the premises is down, so that the cloud stands in if it may. */
function askStranded(question: string, over: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
  return ask(question, over, strandedAdmin)
}

describe('an answer', () => {
  test('[P9] comes from the model on the premises, with citations that stand letter for letter in the document', async () => {
    onPrem.byDefault(reply('Full-time employees receive 27 days of paid annual leave [1].'))
    const answer = await ask('How many days of annual leave do full-time employees receive?')
    expect(answer).toMatchObject({
      status: 'answered',
      route: { tier: 'on-prem', model: 'qwen3' },
      privacy: { leftTheBuilding: false },
    })
    const [citation] = answer.citations
    expect(citation).toMatchObject({
      n: 1,
      source: 'leave.md',
      support: 'supported',
      headingPath: ['Annual leave', 'Allowance'],
    })
    const { body } = await admin.get<{ text: string }>(
      `/api/v1/documents/${citation?.documentId}/content?format=text&version=${citation?.version}`,
    )
    expect(body.text.slice(citation?.start, citation?.end)).toBe(citation?.quote)
  })

  test('is streamed as start, deltas, citations and done, and kept as it was given', async () => {
    onPrem.byDefault(reply('员工每年享受十五天带薪年假【1】。', { chunks: 12 }))
    const { body } = await admin.post<string>('/api/v1/ask', { question: '员工每年有多少天带薪年假？', stream: true })
    const events = parseEvents(body)
    const done = events.at(-1)?.data as unknown as Answer
    expect([events[0]?.event, events.at(-1)?.event]).toEqual(['start', 'done'])
    expect(
      events
        .filter(({ event }) => event === 'delta')
        .map(({ data: part }) => part['text'])
        .join(''),
    ).toBe(done.text)
    expect(done.text).toBe('员工每年享受十五天带薪年假[1]。')
    expect((await admin.get(`/api/v1/answers/${done.id}`)).body).toEqual(done)
  })

  test('is booked with the tokens that the provider counted', async () => {
    onPrem.byDefault(reply('Up to 8 unused days may be carried over until 30 June [1].'))
    const answer = await ask('Until when may unused leave days be carried over?')
    const { body } = await admin.get<{ calls: unknown[] }>(`/api/v1/answers/${answer.id}/explain`)
    expect(body.calls).toHaveLength(1)
    expect(answer.usage).toMatchObject({ estimated: false, currency: 'USD' })
    expect(answer.usage.promptTokens).toBeGreaterThan(0)
    expect(answer.usage.costMicros).toBeGreaterThan(0)
    expect(answer.usage.baselineMicros).toBeGreaterThan(answer.usage.costMicros)
  })

  test('says that nothing was found, and asks no model, when the documents hold nothing on it', async () => {
    const answer = await ask('Which rocket engine powers the moon lander of the space agency?')
    expect(answer).toMatchObject({ status: 'abstained', citations: [] })
    expect([...onPrem.requests, ...cloud.requests]).toEqual([])
  })

  test('is an abstention when the model says that the evidence holds none', async () => {
    onPrem.byDefault(reply('NOT_FOUND'))
    const answer = await ask('Do full-time employees receive annual leave on Mars?')
    expect(answer.status).toBe('abstained')
    expect(answer.text).not.toContain('NOT_FOUND')
  })

  test('hides what the model thinks', async () => {
    onPrem.byDefault(
      reply('Employees receive 27 days [1].', { reasoning: { text: 'secret thoughts', as: 'think-tags' } }),
    )
    const answer = await ask('What is the annual leave of full-time employees?')
    expect(answer.text).toBe('Employees receive 27 days [1].')
  })

  test('goes on with its conversation', async () => {
    onPrem.byDefault(reply('As written [1].'))
    const first = await ask('How many days of paid annual leave are there each year?')
    const second = await ask('Can I carry them over?', { conversationId: first.conversationId })
    const { body } = await admin.get<{ standaloneQuestion: string }>(`/api/v1/answers/${second.id}/explain`)
    expect(body.standaloneQuestion).toContain('annual leave')
  })

  test('to a follow-up is searched as the model on the premises completes it, and a new subject leaves the talk out', async () => {
    const completed = 'Can unused days of paid annual leave be carried over?'
    onPrem.byDefault(
      reply((_, { bodyText }) =>
        bodyText.includes('Rewrite the last question') ? completed : 'Up to 8 unused days may be carried over [1].',
      ),
    )
    const first = await ask('How many days of annual leave do employees have?')
    const second = await ask('Can I carry them over?', { conversationId: first.conversationId })
    const explained = await admin.get(`/api/v1/answers/${second.id}/explain`)
    expect(explained.body).toMatchObject({
      question: 'Can I carry them over?',
      standaloneQuestion: completed,
      talk: { relation: 'follow-up', rewrittenBy: 'model', turns: 1 },
      calls: [{ purpose: 'rewrite' }, { purpose: 'answer' }],
    })

    const third = await ask('How do I reach the travel desk?', { conversationId: first.conversationId })
    expect((await admin.get(`/api/v1/answers/${third.id}/explain`)).body).toMatchObject({
      talk: { relation: 'new-topic', turns: 0 },
    })
    expect(JSON.stringify(onPrem.requests.at(-1)?.body)).not.toContain('carried over')
  })

  test('given once is given again from the cache, at no cost', async () => {
    onPrem.byDefault(reply('Full-time employees receive 27 days of paid annual leave each year [1].'))
    const question = 'What annual leave do full-time employees receive each year?'
    const first = await ask(question)
    const second = await ask(question)
    expect([first.cache, second.cache]).toEqual(['miss', 'hit'])
    expect(second).toMatchObject({ text: first.text, usage: { costMicros: 0 } })
    expect(onPrem.requests).toHaveLength(1)
  })
})

describe('privacy', () => {
  test('[P1] planted values never reach the cloud, and come back in the answer', async () => {
    cloud.byDefault(reply('Write to [EMAIL_1] or call [PHONE_1] [1].', { chunks: 20 }))
    const answer = await askStranded('How do I reach the travel desk for business trips?')
    expect(answer.route.tier).toBe('cloud')
    expect(answer.privacy).toMatchObject({ leftTheBuilding: true, redactions: { EMAIL: 1, PHONE: 1 } })
    expect(answer.text).toContain(planted.email)
    expect(answer.text).toContain(planted.phone)
    const received = cloud.everythingReceived()
    for (const value of Object.values(planted)) expect(received).not.toContain(value)
    expect(received).toContain('[EMAIL_1]')
  })

  test('[P1] values in the question and in the history never reach the cloud', async () => {
    cloud.byDefault(reply('Refunds are paid to the account [1].'))
    const first = await askStranded(
      `My card is ${planted.card} and my mail ${planted.email}. Where are refunds of the travel card paid to?`,
    )
    await askStranded('And when are they paid?', { conversationId: first.conversationId })
    expect(cloud.requests.length).toBeGreaterThanOrEqual(2)
    for (const value of [planted.card, planted.email, planted.iban, planted.card.replaceAll(' ', '')]) {
      expect(cloud.everythingReceived()).not.toContain(value)
    }
  })

  test('redaction can be tried alone, on texts longer than any question, by whoever may ask', async () => {
    const conversationId = `trial-${Date.now()}`
    const long = `${'员工'.repeat(40_000)}。${planted.email}`
    const first = await admin.post<{ text: string }>('/api/v1/redact', { text: long, conversationId })
    const second = await admin.post('/api/v1/redact', { text: `x@example.org, ${planted.email}`, conversationId })

    expect([first.status, first.body.text.endsWith('。[EMAIL_1]')]).toEqual([200, true])
    expect(second.body).toMatchObject({ text: '[EMAIL_2], [EMAIL_1]' })
    expect((await createHttpClient(service.url, '').post('/api/v1/redact', { text: 'x' })).status).toBe(401)
    expect((await admin.post('/api/v1/redact', { text: 'x'.repeat(2_000_000) })).status).toBe(413)
    expect([...onPrem.requests, ...cloud.requests]).toEqual([])
  })

  test('[P3] a question on a restricted document never reaches the cloud, also when the premises are down', async () => {
    for (const behaviour of [fail(503), closeBeforeHeaders()]) {
      onPrem.byDefault(behaviour)
      for (const answer of [
        await ask('What is the salary band of grade G7?'),
        await askStranded('Salary band of grade G7?'),
      ]) {
        expect(answer).toMatchObject({
          status: 'answered',
          route: { tier: 'extractive' },
          privacy: { leftTheBuilding: false },
        })
        expect(answer.text).toContain('61,000')
      }
    }
    expect(cloud.requests).toEqual([])
  })

  test('[P3] a question with a resident ID stays in the house', async () => {
    const answer = await askStranded(`我的身份证号是${planted.residentId}，员工每年有多少天带薪年假？`)
    expect(answer.route.tier).toBe('extractive')
    expect(cloud.requests).toEqual([])
  })

  test('a question with a key is blocked, searched nowhere and stored without it', async () => {
    const key = `sk-${'EXAMPLEkey0'.repeat(4)}`
    const answer = await ask(`Is ${key} still valid for the travel desk?`)
    expect(answer.status).toBe('blocked')
    expect(answer.question).not.toContain(key)
    expect([...onPrem.requests, ...cloud.requests]).toEqual([])
  })

  test('[P2] a key finds only what its groups may read', async () => {
    const { body: created } = await admin.post<{ secret: string; id: string }>('/api/v1/keys', {
      name: 'desk',
      groups: ['support'],
    })
    const desk = createHttpClient(service.url, created.secret)
    const { body } = await desk.post<{ passages: { source: string }[] }>('/api/v1/search', {
      query: 'salary band of grade G7',
      limit: 50,
    })
    expect(body.passages.length).toBeGreaterThan(0)
    expect(body.passages.map(({ source }) => source)).not.toContain('salaries/bands.md')
    const { body: listed } = await desk.get<{ total: number }>('/api/v1/documents')
    expect(listed.total).toBe(companyDocuments.length - 1)
    expect((await desk.get('/api/v1/keys')).status).toBe(403)
    await admin.delete(`/api/v1/keys/${created.id}`)
    expect((await desk.get('/api/v1/documents')).status).toBe(401)
  })

  test('[P2] an answer belongs to who asked', async () => {
    onPrem.byDefault(reply('Employees receive 27 days [1].'))
    const answer = await ask('How much annual leave is there?')
    const { body: created } = await admin.post<{ secret: string }>('/api/v1/keys', { name: 'other', groups: [] })
    const other = createHttpClient(service.url, created.secret)
    expect((await other.get(`/api/v1/answers/${answer.id}`)).status).toBe(404)
    const { status } = await other.post('/api/v1/ask', { question: 'And now?', conversationId: answer.conversationId })
    expect(status).toBe(404)
  })
})

describe('a conversation', () => {
  test('[P3] that quoted a restricted document stays in the house', async () => {
    const first = await askStranded('What is the salary band of grade G7?')
    cloud.byDefault(reply('Employees receive 27 days [1].'))
    const second = await askStranded('How many days of annual leave do full-time employees receive each year?', {
      conversationId: first.conversationId,
    })
    expect(second.route.tier).toBe('extractive')
    expect(cloud.requests).toEqual([])
  })

  test('goes on after a question that was blocked', async () => {
    const blocked = await ask(`Is sk-${'EXAMPLEkey0'.repeat(4)} valid?`)
    onPrem.byDefault(reply('Employees receive 27 days [1].'))
    const next = await ask('How many days of leave do employees receive?', { conversationId: blocked.conversationId })
    expect(next.status).toBe('answered')
  })
})

describe('a model that fails', () => {
  test('in the middle of its answer is continued by the next one that is allowed, and both are booked', async () => {
    onPrem.byDefault(
      reply('Employees receive 27 days of paid annual leave [1].', { interrupted: { afterChunks: 4, by: 'end' } }),
    )
    cloud.byDefault(reply('27 days of paid annual leave [1].'))
    const before = await usageToday()
    const { body } = await admin.post<string>('/api/v1/ask', {
      question: 'How much paid annual leave do employees receive?',
      stream: true,
    })
    const events = parseEvents(body)
    expect(events.at(-1)?.event).toBe('done')
    const answer = events.at(-1)?.data as unknown as Answer
    expect(answer.text).toBe('Employees receive 27 days of paid annual leave [1].')
    expect(
      events
        .filter(({ event }) => event === 'delta')
        .map(({ data: part }) => part['text'])
        .join(''),
    ).toBe(answer.text)
    expect(answer.route).toMatchObject({
      tier: 'cloud',
      reasons: expect.arrayContaining([expect.objectContaining({ code: 'continued' })]),
    })
    const after = await usageToday()
    expect([after.questions - before.questions, after.calls - before.calls]).toEqual([1, 2])
  })

  test('[P5] in the middle of its answer, with nobody to go on, ends the stream with an error, booked and audited', async () => {
    cloud.byDefault(fail(403))
    onPrem.byDefault(
      reply('Employees receive 27 days of leave each year [1].', {
        chunks: 6,
        interrupted: { afterChunks: 3, by: 'cut' },
      }),
    )
    const before = await usageToday()
    const { body } = await admin.post<string>('/api/v1/ask', {
      question: 'What leave do employees receive?',
      stream: true,
    })
    const events = parseEvents(body)
    expect(events.at(-1)).toMatchObject({ event: 'error', data: { code: 'model-unavailable' } })
    expect(events.some(({ event }) => event === 'done')).toBe(false)
    const after = await usageToday()
    expect([after.questions - before.questions, after.calls - before.calls]).toEqual([1, 2])
    expect(after.completionTokens).toBeGreaterThan(before.completionTokens)
  })

  test('[P5] is cancelled and booked when the client leaves', async () => {
    onPrem.byDefault(reply('Employees receive 27 days of leave [1].', { chunks: 8, delayBetweenMs: 200 }))
    const before = await usageToday()
    const leaving = new AbortController()
    const response = await fetch(`${service.url}/api/v1/ask`, {
      method: 'POST',
      headers: { 'Authorization': `Bearer ${service.adminToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ question: 'Which leave do employees receive?', stream: true }),
      signal: leaving.signal,
    })
    await response.body?.getReader().read()
    leaving.abort()
    const sent = await onPrem.waitForRequest(1)
    await sent.finished
    expect(sent.clientAborted).toBe(true)
    await expectSoon(async () => (await usageToday()).questions === before.questions + 1)
  })

  test('before its first word gives way to the next one that is allowed', async () => {
    cloud.byDefault(reply('Employees receive 27 days [1].'))
    const answer = await askStranded('How many leave days do employees receive?')
    expect(answer.route.tier).toBe('cloud')
    expect(answer.route.reasons.map(({ code }) => code)).toContain('provider-failed')
  })
})

describe('bad input', () => {
  test.each([
    ['an unknown field', { question: 'Hi', colour: 'red' }, 400, 'bad-request'],
    ['an empty question', { question: '  ' }, 400, 'bad-request'],
    ['no question', {}, 400, 'bad-request'],
    ['a question of a megabyte', { question: 'x'.repeat(1024 * 1024) }, 413, 'too-large'],
    ['a question that is too long', { question: 'x'.repeat(5000) }, 400, 'bad-request'],
    ['broken JSON', '{"question": ', 400, 'bad-request'],
    ['a filter that is no day', { question: 'Hi', filters: { after: 'yesterday' } }, 400, 'bad-request'],
  ])('[P10] with %s gets a problem that says what to do', async (_, body, status, code) => {
    const before = await usageToday()
    const answer = await admin.post('/api/v1/ask', body)
    expect(answer).toMatchObject({
      status,
      body: { status, code, detail: expect.any(String), hint: expect.any(String) },
    })
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect((await usageToday()).questions).toBe(before.questions)
  })

  test('[P10] a wrong token, no token and an unknown path are told apart', async () => {
    const wrong = await createHttpClient(service.url, 'wrong-token').get('/api/v1/documents')
    const none = await createHttpClient(service.url, '').get('/api/v1/documents')
    const path = await admin.get('/api/v1/nothing')
    expect([wrong, none, path].map(({ status, body }) => [status, body['code']])).toEqual([
      [401, 'unauthenticated'],
      [401, 'unauthenticated'],
      [404, 'not-found'],
    ])
  })
})

describe('signing in', () => {
  test('works once with the printed link, and a foreign page cannot ride on the session', async () => {
    const first = await fetch(service.signInLink, { redirect: 'manual' })
    expect([first.status, first.headers.get('location')]).toEqual([303, '/'])
    const cookie = first.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/)
    expect((await fetch(service.signInLink, { redirect: 'manual' })).status).toBe(401)
    const used = await fetch(service.signInLink, { redirect: 'manual', headers: { Accept: 'text/html' } })
    expect([used.status, used.headers.get('content-type')]).toEqual([401, expect.stringContaining('text/html')])
    const headers = { Cookie: cookie.split(';')[0] ?? '' }
    const anonymous = createHttpClient(service.url, '')
    expect((await anonymous.get('/api/v1/session', headers)).body).toMatchObject({ admin: true })
    const foreign = await anonymous.post(
      '/api/v1/search',
      { query: 'leave' },
      { ...headers, Origin: 'https://evil.example' },
    )
    expect(foreign.status).toBe(403)
  })
})

describe('the widget', () => {
  test('answers pages of registered sites only, with a token that their server fetched', async () => {
    onPrem.byDefault(reply('Employees receive 27 days [1].'))
    const origin = 'https://support.example.com'
    const { body: site } = await admin.post<{ id: string }>('/api/v1/widget/sites', {
      origin,
      name: 'Desk',
      groups: ['support'],
    })
    const { body: issued } = await admin.post<{ token: string }>('/api/v1/widget/tokens', { origin })
    const page = createHttpClient(service.url, issued.token)
    const answered = await page.post<Answer>(
      '/api/v1/ask',
      { question: 'How much annual leave do I get each year?' },
      { Origin: origin },
    )
    expect([answered.status, answered.headers.get('access-control-allow-origin')]).toEqual([200, origin])
    const elsewhere = await page.post(
      '/api/v1/ask',
      { question: 'How much annual leave?' },
      { Origin: 'https://evil.example' },
    )
    expect([elsewhere.status, elsewhere.headers.get('access-control-allow-origin')]).toEqual([401, null])
    await admin.delete(`/api/v1/widget/sites/${site.id}`)
    expect((await page.post('/api/v1/ask', { question: 'Leave?' }, { Origin: origin })).status).toBe(401)
    expect((await createHttpClient(service.url, '').get('/widget.js')).status).toBe(200)
  })
})

describe('documents', () => {
  test('[P4] that are uploaded can be found at once, and are nowhere once they are deleted', async () => {
    cloud.byDefault(fail(503))
    const form = new FormData()
    form.append(
      'file',
      new Blob(['# Parking\n\nThe parking deck at the Bristol office opens at 06:15 for badge holders.\n']),
      '停车.md',
    )
    form.append('groups', 'everyone')
    const uploaded = await fetch(`${service.url}/api/v1/documents`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${service.adminToken}` },
      body: form,
    })
    const document = (await uploaded.json()) as { id: string; path: string }
    expect([uploaded.status, document.path]).toEqual([201, '停车.md'])
    const question = 'When does the parking deck at the Bristol office open?'
    expect((await askStranded(question)).text).toContain('06:15')

    expect((await admin.delete(`/api/v1/documents/${document.id}`)).status).toBe(204)
    expect((await askStranded(question)).text).not.toContain('06:15')
    const { body } = await admin.post<{ passages: { documentId: string }[] }>('/api/v1/search', {
      query: question,
      limit: 50,
    })
    expect(body.passages.map(({ documentId }) => documentId)).not.toContain(document.id)
    expect((await admin.get(`/api/v1/documents/${document.id}/content?format=text`)).status).toBe(404)
  })
})

describe('an upload', () => {
  const upload = async (content: string, name: string) => {
    const form = new FormData()
    form.append('file', new Blob([content]), name)
    form.append('groups', 'everyone')
    const headers = { Authorization: `Bearer ${service.adminToken}` }
    const response = await fetch(`${service.url}/api/v1/documents`, { method: 'POST', headers, body: form })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  test('[P10] that cannot be read is refused with a reason, and leaves the document that it was to replace', async () => {
    const good = await upload('# Canteen\n\nThe canteen serves lunch from 11:45.\n', 'canteen.md')
    const bad = await upload('', 'canteen.md')
    expect([good.status, bad.status]).toEqual([201, 422])
    expect(bad.body).toMatchObject({ code: 'document-unreadable', detail: expect.any(String) })
    const { body } = await admin.get<{ text: string }>(
      `/api/v1/documents/${String(good.body['id'])}/content?format=text`,
    )
    expect(body.text).toContain('11:45')
    expect((await admin.get(`/api/v1/documents/${String(good.body['id'])}/content`)).status).toBe(200)
  })

  test('[P10] of a kind that is not read is refused', async () => {
    expect(await upload('MZ', 'tool.exe')).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } })
  })
})

describe('operation', () => {
  test('health and readiness say that everything answers', async () => {
    const anonymous = createHttpClient(service.url, '')
    expect((await anonymous.get('/healthz')).body).toMatchObject({ status: 'ok' })
    expect((await anonymous.get('/readyz')).body).toEqual({
      ready: true,
      checks: { database: 'ok', vectors: 'ok', embedder: 'ok' },
    })
  })

  test('usage adds up to the same in every grouping, as JSON and as CSV', async () => {
    const sums = await Promise.all(
      ['day', 'user', 'team', 'model', 'tier', 'source', 'purpose'].map(async (groupBy) => {
        const { body } = await admin.get<{ totals: { questions: number; costMicros: number }[] }>(
          `/api/v1/usage?by=${groupBy}`,
        )
        return [
          sum(body.totals.map(({ questions }) => questions)),
          sum(body.totals.map(({ costMicros }) => costMicros)),
        ]
      }),
    )
    expect(new Set(sums.map(String)).size).toBe(1)
    const csv = await admin.get<string>('/api/v1/usage?format=csv')
    expect(csv.body.split('\r\n')[0]).toMatch(/^group,questions,answered/)
  })

  test('the end of the month is forecast from what was spent', async () => {
    const { body } = await admin.get<{ month: string; spentMicros: number; expectedMicros: number }>(
      '/api/v1/usage/forecast',
    )
    expect(body).toMatchObject({ month: new Date().toISOString().slice(0, 7), currency: 'USD' })
    expect(body.spentMicros).toBeGreaterThan(0)
    expect(body.expectedMicros).toBeGreaterThanOrEqual(body.spentMicros)
  })

  test('what was booked is counted for Prometheus, for administrators alone', async () => {
    const { body } = await admin.get<string>('/metrics')
    expect(body).toMatch(/^# TYPE lorekeep_cost_micros_total counter$/m)
    expect(body).toMatch(/^lorekeep_tokens_total\{kind="output",model="[^"]+",provider="[^"]+",tier="[^"]+"\} [1-9]/m)
    expect((await createHttpClient(service.url, '').get('/metrics')).status).toBe(401)
  })

  test('a provider that counts otherwise than its tokenizer is reported in counters and audit trail', async () => {
    const { body } = await admin.get<string>('/metrics')
    expect(body).toMatch(/^lorekeep_ledger_alarms_total\{alarm="counts-differ"/m)
  })

  test('what was saved is split to the micro into what saved it', async () => {
    const { body } = await admin.get<{ savedMicros: number; by: Record<string, number> }>('/api/v1/usage/savings')
    expect(body.savedMicros).toBeGreaterThan(0)
    expect(sum(Object.values(body.by))).toBe(body.savedMicros)
    expect(body.by).toMatchObject({ unattributed: 0 })
    expect(body.by['cache']).toBeGreaterThan(0)
  })

  test('[P10] usage of days in the wrong order is refused', async () => {
    const { status, body } = await admin.get('/api/v1/usage?from=2026-03-02&to=2026-03-01')
    expect([status, body]).toMatchObject([400, { code: 'bad-request' }])
  })
})

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

async function usageToday(): Promise<{ questions: number; calls: number; completionTokens: number }> {
  const { body } = await admin.get<{ totals: { questions: number; calls: number; completionTokens: number }[] }>(
    '/api/v1/usage',
  )
  return {
    questions: sum(body.totals.map(({ questions }) => questions)),
    calls: sum(body.totals.map(({ calls }) => calls)),
    completionTokens: sum(body.totals.map(({ completionTokens }) => completionTokens)),
  }
}

/** Waits for something that happens by itself a little later. */
async function expectSoon(isTrue: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 1200; attempt += 1) {
    if (await isTrue()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It did not happen in time.')
}
