import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSourceRuns, type SourceRuns } from '../../../ingest/runs/run-source.ts'
import { administrator } from '../../../src/access/sign-in.ts'
import { createMemoryRecords } from '../../../src/adapters/memory/memory-records.ts'
import { LorekeepError } from '../../../src/domain/errors.ts'
import type { FileResult } from '../../../src/domain/ingest/ingest-report.ts'
import type { IngestRun } from '../../../src/domain/ingest/ingest-run.ts'
import type { Principal } from '../../../src/domain/access/principal.ts'
import { ingestRoutes } from '../../../src/http/routes/ingest.ts'
import { jobRoutes } from '../../../src/http/routes/jobs.ts'
import { statusRoutes } from '../../../src/http/routes/operations.ts'
import type { Records } from '../../../src/ports/records.ts'
import { type HttpClient, parseEvents } from '../../support/service/http-client.ts'
import { type RouteServer, serveRoutes } from '../../support/service/route-server.ts'
import {
  createScriptedIngest,
  fileEvent,
  type IngestCall,
  reportWith,
  silentLog,
  sourceNamed,
} from '../../support/ingest/scripted-ingest.ts'

let folder: string
let records: Records
let sourceRuns: SourceRuns
let nextCall: () => Promise<IngestCall>
let served: RouteServer
let client: HttpClient
let caller: Principal

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'lorekeep-jobs-')))
  mkdirSync(join(folder, 'handbook/hr'), { recursive: true })
  mkdirSync(join(folder, 'elsewhere'))
  writeFileSync(join(folder, 'elsewhere/secret.md'), '# Secret\n')
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'handbook/way-out'))
  records = createMemoryRecords()
  await records.registry.saveSource({ ...sourceNamed('handbook', join(folder, 'handbook')), schedule: '0 2 * * *' })
  const { ingest, next } = createScriptedIngest()
  nextCall = next
  let number = 0
  const newId = () => `run-${(number += 1)}`
  sourceRuns = createSourceRuns({ runs: records.runs, ingest, clock: Date.now, newId, log: silentLog })
  caller = administrator
  const parts = { ...records, sourceRuns, nextRun: () => 1_790_000_000_000 }
  served = await serveRoutes(
    () => caller,
    ingestRoutes(parts),
    jobRoutes(parts),
    statusRoutes(records.registry, records.runs),
  )
  client = served.client
})

afterEach(async () => {
  await sourceRuns.close()
  await served.close()
  rmSync(folder, { recursive: true, force: true })
})

const followed = { Accept: 'text/event-stream' }

async function finishedRun(files: readonly FileResult[]): Promise<void> {
  await client.post('/ingest', { source: 'handbook' })
  const call = await nextCall()
  const ended = client.get('/jobs/run-1', followed)
  call.say({ type: 'found', files: files.length, skipped: 0 })
  for (const [index, file] of files.entries()) call.say(fileEvent(file, index + 1, files.length))
  call.succeed(reportWith({ failures: files.filter(({ outcome }) => outcome === 'failed') }))
  await ended
}

describe('starting an ingest', () => {
  test('of a source answers at once with its job', async () => {
    const { status, headers, body } = await client.post('/ingest', {
      source: 'handbook',
      retryFailed: true,
      atomic: true,
    })
    const { request } = await nextCall()

    expect([status, headers.get('location')]).toEqual([202, '/api/v1/jobs/run-1'])
    expect(body).toMatchObject({ id: 'run-1', source: 'handbook', status: 'running', trigger: 'request' })
    expect(request).toMatchObject({
      places: [join(folder, 'handbook')],
      actor: 'admin',
      retryFailed: true,
      atomic: true,
    })
  })

  test('of a folder inside a source reads only that', async () => {
    const place = join(folder, 'handbook/hr')
    const { status } = await client.post('/ingest', { path: place })

    expect(status).toBe(202)
    expect((await nextCall()).request).toMatchObject({ places: [place], source: { name: 'handbook' } })
  })

  test('twice is refused with the job that is running', async () => {
    await client.post('/ingest', { source: 'handbook' })
    const { status, headers, body } = await client.post('/ingest', { source: 'handbook' })

    expect([status, headers.get('content-type')]).toEqual([409, expect.stringContaining('application/problem+json')])
    expect(body).toMatchObject({ code: 'conflict', hint: expect.stringContaining('/api/v1/jobs/run-1') })
  })

  test.each([
    ['of nothing', {}, 400, 'bad-request'],
    ['of a source that does not exist', { source: 'nothing' }, 404, 'not-found'],
    ['of a relative path', { path: 'handbook' }, 400, 'bad-request'],
    ['of a folder outside of every source', { path: 'elsewhere' }, 403, 'forbidden'],
    ['of a path that climbs out of its source', { path: 'handbook/../elsewhere' }, 403, 'forbidden'],
    ['of a path that a link leads out of its source', { path: 'handbook/way-out' }, 403, 'forbidden'],
    ['of a path that is not there', { path: 'handbook/nothing' }, 400, 'path-not-found'],
    ['with an unknown field', { source: 'handbook', force: true }, 400, 'bad-request'],
  ])('[P10] %s is refused and starts nothing', async (name, asked, status, code) => {
    const isRelative = name === 'of a relative path' || !('path' in asked)
    const body = isRelative ? asked : { path: `${folder}/${asked.path}` }
    const answer = await client.post('/ingest', body)

    expect(answer).toMatchObject({ status, body: { code, hint: expect.any(String) } })
    expect(await records.runs.list({ limit: 1 })).toEqual([])
  })

  test('is for administrators, and so is everything about jobs', async () => {
    caller = { id: 'key:desk', kind: 'key', name: 'desk', groups: ['everyone'] }
    const answers = await Promise.all([
      client.post('/ingest', { source: 'handbook' }),
      client.get('/ingest'),
      client.get('/jobs'),
      client.get('/jobs/run-1'),
      client.get('/jobs/run-1/files'),
      client.delete('/jobs/run-1'),
    ])

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403])
  })
})

describe('a job', () => {
  test('can be followed until it is done', async () => {
    await client.post('/ingest', { source: 'handbook' })
    // The head of the answer comes once it is being followed.
    const following = await fetch(`${served.address}/jobs/run-1`, { headers: followed })
    const call = await nextCall()
    call.say({ type: 'found', files: 2, skipped: 0 })
    call.say(fileEvent({ path: '年假.md' }, 1, 2))
    await new Promise((resolve) => setTimeout(resolve, 700))
    call.succeed(reportWith())

    const events = parseEvents(await following.text())
    expect(following.headers.get('content-type')).toContain('text/event-stream')
    expect(events.map(({ event }) => event).filter((event, index, all) => event !== all[index - 1])).toEqual([
      'progress',
      'file',
      'progress',
      'done',
    ])
    expect(events.find(({ event }) => event === 'file')?.data).toMatchObject({ path: '年假.md', outcome: 'added' })
    expect(events.at(-1)?.data).toMatchObject({ id: 'run-1', status: 'succeeded', report: { added: 2 } })
  })

  test('that fails ends its stream with the problem', async () => {
    await client.post('/ingest', { source: 'handbook' })
    const following = client.get<string>('/jobs/run-1', followed)
    const call = await nextCall()
    call.fail(new LorekeepError('source-unavailable', 'The share does not answer.', { hint: 'Mount it.' }))

    expect(parseEvents((await following).body).at(-1)).toMatchObject({
      event: 'error',
      data: { code: 'source-unavailable', detail: 'The share does not answer.', hint: 'Mount it.', status: 502 },
    })
  })

  test('of a process that died is told as such', async () => {
    let now = Date.now()
    const old = createMemoryRecords(() => now)
    const lost: IngestRun = {
      id: 'lost',
      source: 'handbook',
      actor: 'admin',
      trigger: 'command',
      status: 'running',
      startedAt: now,
      progress: { done: 3, total: 9, chunks: 5, failed: 0 },
    }
    await old.runs.begin(lost)
    now += 3 * 60_000
    Object.assign(records.runs, old.runs)

    expect((await client.get('/jobs/lost')).body).toMatchObject({ status: 'interrupted', progress: { done: 3 } })
    const { body } = await client.get<string>('/jobs/lost', followed)
    expect(parseEvents(body).at(-1)).toMatchObject({ event: 'error', data: { hint: expect.any(String) } })
  })

  test('can be cancelled', async () => {
    await client.post('/ingest', { source: 'handbook' })
    await nextCall()
    const following = client.get<string>('/jobs/run-1', followed)
    const { status } = await client.delete('/jobs/run-1')

    expect(status).toBe(202)
    expect(parseEvents((await following).body).at(-1)).toMatchObject({ event: 'error', data: { code: 'cancelled' } })
    expect(await client.delete('/jobs/run-1')).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  test.each(['/jobs/nothing', '/jobs/nothing/files'])('that does not exist is not found: %s', async (path) => {
    expect(await client.get(path)).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(await client.get(path, followed)).toMatchObject({ status: 404 })
  })

  test('is in the list, newest first, with counts but without every failed file', async () => {
    const failed = { path: 'a.pdf', outcome: 'failed', chunks: 0, reason: 'Broken.' } as const
    await finishedRun([failed])
    const { body } = await client.get<{ jobs: (IngestRun & { report: object })[] }>('/jobs?source=handbook&limit=5')

    expect(body.jobs).toMatchObject([{ id: 'run-1', status: 'succeeded', report: { added: 2 } }])
    expect(Object.keys(body.jobs[0]?.report ?? {})).not.toContain('failures')
    expect((await client.get('/jobs?source=other')).body).toEqual({ jobs: [] })
    expect((await client.get('/jobs?limit=0')).status).toBe(400)
  })
})

describe('the files of a job', () => {
  const files: readonly FileResult[] = [
    { path: '年假, 2026.md', outcome: 'added', chunks: 3, pages: 2, language: 'zh', kinds: { EMAIL: 2, IBAN: 1 } },
    { path: '=cmd|calc.pdf', outcome: 'failed', chunks: 0, reason: 'It is "locked".', hint: 'Unlock it.' },
  ]

  test('are listed page by page, and by what became of them', async () => {
    await finishedRun(files)

    expect((await client.get('/jobs/run-1/files?limit=1&offset=1')).body).toEqual({ files: [files[0]], total: 2 })
    expect((await client.get('/jobs/run-1/files?outcome=failed')).body).toEqual({ files: [files[1]], total: 1 })
    expect((await client.get('/jobs/run-1/files?outcome=lost')).status).toBe(400)
  })

  test.each([
    ['/jobs/run-1/files?format=csv', {}],
    ['/jobs/run-1/files', { Accept: 'text/csv' }],
  ])('can be had as a table that no spreadsheet calculates: %s', async (path, accept) => {
    await finishedRun(files)
    const { headers, body } = await client.get<string>(path, accept)

    expect(headers.get('content-type')).toContain('text/csv')
    expect(headers.get('content-disposition')).toContain('lorekeep-run-run-1.csv')
    const [header, first, second] = body.replace('\uFEFF', '').split('\r\n')
    expect(header).toMatch(/^path,outcome,code,reason,hint,/)
    expect(first).toMatch(/^'=cmd\|calc\.pdf,failed,,"It is ""locked"".",Unlock it\./)
    expect(second).toMatch(/^"年假, 2026\.md",added,.*,zh,,"EMAIL 2, IBAN 1",/)
  })
})

describe('the state of the service', () => {
  test('says how each source stands', async () => {
    await finishedRun([])

    expect((await client.get('/ingest')).body).toMatchObject({
      sources: [
        {
          name: 'handbook',
          kind: 'folder',
          documents: 0,
          failures: 0,
          schedule: '0 2 * * *',
          nextRunAt: 1_790_000_000_000,
          lastRun: { id: 'run-1', status: 'succeeded' },
        },
      ],
    })
  })

  test('says that an ingest is running, and no longer once it has failed', async () => {
    await client.post('/ingest', { source: 'handbook' })
    const call = await nextCall()
    call.say({ type: 'found', files: 9, skipped: 0 })
    const ended = client.get('/jobs/run-1', followed)
    const during = await client.get('/status')
    call.fail(new LorekeepError('path-not-found', 'The folder is gone.'))
    await ended

    expect(during.body).toMatchObject({ ingest: { running: true } })
    expect((await client.get('/status')).body).toMatchObject({ ingest: { running: false } })
  })
})
