import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readWorkbook } from '../../../ingest/loaders/office/xlsx/read-workbook.ts'
import { writeWorkbook } from '../../../ingest/loaders/office/xlsx/write-workbook.ts'
import { administrator } from '../../../src/access/sign-in.ts'
import type { Principal } from '../../../src/domain/access/principal.ts'
import { batchRoutes } from '../../../src/http/routes/batch.ts'
import type { HttpClient } from '../../support/service/http-client.ts'
import { type RouteServer, serveRoutes } from '../../support/service/route-server.ts'
import { scriptedBatches } from '../../support/batch/scripted-batches.ts'

const ada: Principal = { id: 'user:ada', kind: 'user', name: 'Ada', groups: [] }
const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

let scripted: ReturnType<typeof scriptedBatches>
let watching: { close(): Promise<void> }
let served: RouteServer
let client: HttpClient
let caller: Principal

beforeEach(async () => {
  scripted = scriptedBatches()
  watching = scripted.batches.watch()
  caller = ada
  served = await serveRoutes(() => caller, batchRoutes(scripted.batches, Date.now))
  client = served.client
})

afterEach(async () => {
  await watching.close()
  await served.close()
})

async function whenOver(id: unknown) {
  await scripted.batches.resume(String(id), caller, () => undefined, new AbortController().signal)
  return client.get(`/batch/${String(id)}`)
}

describe('POST /batch', () => {
  test('takes questions as JSON, and shows status and results', async () => {
    const given = await client.post('/batch', { questions: ['Who?', { question: '谁？', section: 'A' }], name: 'RFP' })

    expect(given.status).toBe(202)
    expect(given.headers.get('location')).toBe(`/api/v1/batch/${String(given.body['id'])}`)
    expect(given.body).toMatchObject({ name: 'RFP', principal: 'user:ada', progress: { total: 2 } })
    const { body } = await whenOver(given.body['id'])
    expect(body).toMatchObject({
      status: 'succeeded',
      counts: { answered: 2 },
      costMicros: 14,
      results: [
        { number: 1, question: 'Who?', answer: 'About “Who?”.', status: 'answered', costMicros: 7, currency: 'USD' },
        { number: 2, question: '谁？', columns: { section: 'A' } },
      ],
    })
  })

  test('refuses to wait for a batch API that no model has, however it is asked to', async () => {
    const inJson = await client.post('/batch', { questions: ['Who?'], mayWait: true })
    const headers = { 'Content-Type': 'text/csv' }
    const asFile = await fetch(`${served.address}/batch?mayWait=true`, {
      method: 'POST',
      headers,
      body: 'question\nWho?\n',
    })

    expect(inJson).toMatchObject({ status: 400, body: { code: 'bad-request', hint: expect.stringContaining('batch') } })
    expect(asFile.status).toBe(400)
    expect((await client.get<{ batches: readonly object[] }>('/batch')).body.batches).toEqual([])
  })

  test('takes CSV, JSONL and Excel as the body', async () => {
    const sheet = writeWorkbook({ name: 'Q', header: ['问题'], rows: [['谁？'], ['什么？']] })
    const bodies = [
      ['text/csv', 'id,question\n1,Who?\n2,What?\n'],
      ['application/x-ndjson', '{"question":"Who?"}\n{"question":"What?"}\n'],
      [excelType, sheet],
      ['application/octet-stream', sheet],
    ] as const
    for (const [type, body] of bodies) {
      const response = await fetch(`${served.address}/batch?name=q`, {
        method: 'POST',
        headers: { 'Content-Type': type },
        body,
      })
      expect([type, response.status]).toEqual([type, 202])
      expect(await response.json()).toMatchObject({ name: 'q', progress: { total: 2 } })
    }
  })

  test('takes a file in a form, by its name', async () => {
    const form = new FormData()
    form.append('file', new Blob(['序号;问题\n1;谁？\n']), '问卷.csv')
    const response = await fetch(`${served.address}/batch`, { method: 'POST', body: form })

    expect(response.status).toBe(202)
    expect(await response.json()).toMatchObject({ name: '问卷.csv', columns: ['序号', '问题'], questionColumn: '问题' })
  })

  test('[P10] refuses what it cannot answer, names the row, and keeps nothing', async () => {
    const wrong = await client.post('/batch', { questions: ['Who?', ''] })
    const nothing = await fetch(`${served.address}/batch`, { method: 'POST' })

    expect(wrong).toMatchObject({
      status: 400,
      body: { code: 'bad-request', problems: [expect.stringMatching(/question 2/)] },
    })
    expect(nothing.status).toBe(400)
    expect((await client.get('/batch')).body).toEqual({ batches: [] })
  })
})

describe('GET /batch/:id', () => {
  test('gives the results as a file, by format or by what is accepted', async () => {
    const { body } = await client.post('/batch', { questions: ['Who?'] })
    const id = String(body['id'])
    await whenOver(id)

    const csv = await fetch(`${served.address}/batch/${id}`, { headers: { Accept: 'text/csv' } })
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(await csv.text()).toContain('Who?,About “Who?”.,answered')
    const lines = await fetch(`${served.address}/batch/${id}?format=jsonl`)
    expect(JSON.parse(await lines.text())).toMatchObject({ question: 'Who?' })
    const book = await fetch(`${served.address}/batch/${id}?format=xlsx`)
    expect(book.headers.get('content-type')).toBe(excelType)
    const { sheets } = readWorkbook({ bytes: new Uint8Array(await book.arrayBuffer()), path: 'a.xlsx' })
    expect(sheets[0]?.rows).toHaveLength(2)
  })

  test('leaves the results out where only the status is wanted', async () => {
    const { body } = await client.post('/batch', { questions: ['Who?'] })

    expect((await client.get(`/batch/${String(body['id'])}?results=false`)).body).not.toHaveProperty('results')
  })

  test("[P2] hides others' batches, but from administrators", async () => {
    const { body } = await client.post('/batch', { questions: ['Who?'] })
    const path = `/batch/${String(body['id'])}`
    caller = { ...ada, id: 'user:bo' }

    expect((await client.get(path)).status).toBe(404)
    expect((await client.delete(path)).status).toBe(404)
    expect((await client.get('/batch')).body).toEqual({ batches: [] })
    caller = administrator
    expect((await client.get(path)).status).toBe(200)
  })
})

test('DELETE /batch/:id cancels a batch, once', async () => {
  await watching.close()
  const { body } = await client.post('/batch', { questions: ['Who?'] })
  const path = `/batch/${String(body['id'])}`

  expect(await client.delete(path)).toMatchObject({ status: 202, body: { status: 'cancelled' } })
  expect((await client.delete(path)).status).toBe(409)
})
