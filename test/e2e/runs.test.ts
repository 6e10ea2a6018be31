import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IngestEvent, IngestReport } from '../../src/domain/ingest/ingest-report.ts'
import type { IngestRun } from '../../src/domain/ingest/ingest-run.ts'
import { companyDocuments, writeCompanyFiles } from '../support/company-files.ts'
import { createHttpClient, type HttpClient, parseEvents } from '../support/service/http-client.ts'
import {
  type CommandResult,
  runCommand,
  type RunningService,
  startCommand,
  startService,
  temporaryDataFolder,
} from '../support/service/service-process.ts'

const company = mkdtempSync(join(tmpdir(), 'lorekeep-company-'))
const large = mkdtempSync(join(tmpdir(), 'lorekeep-large-'))
const data = temporaryDataFolder()
const run = (...args: readonly string[]): Promise<CommandResult> => runCommand(data.path, args)
let first: CommandResult

beforeAll(async () => {
  writeCompanyFiles(company)
  writeFileSync(join(company, '=1+1.pdf'), 'this is no PDF')
  for (let index = 0; index < 400; index += 1) {
    writeFileSync(join(large, `${index}.md`), `# Document ${index}\n\n${`Sentence ${index} of many. `.repeat(80)}\n`)
  }
  first = await run('ingest', company, '--source', 'company', '--json', '--progress')
})

afterAll(() => {
  data.remove()
  for (const folder of [company, large]) rmSync(folder, { recursive: true, force: true })
})

async function latestRun(): Promise<IngestRun> {
  const { runs } = JSON.parse((await run('runs', '--json', '--limit', '1')).stdout) as { runs: IngestRun[] }
  if (runs[0] === undefined) throw new Error('No run was recorded.')
  return runs[0]
}

/** Starts to ingest the large folder, and waits until the first files are read. */
async function startLargeIngest() {
  const child = startCommand(data.path, ['ingest', large, '--source', 'large'])
  let output = ''
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (part: Buffer) => {
      output += part.toString('utf8')
      if (/\d+ of \d+ files/.test(output)) resolve()
    })
    void ended.then(() => reject(new Error(`It ended early:\n${output}`)), reject)
  })
  return { child, ended, output: () => output }
}

describe('an ingest on the command line', () => {
  test('prints events for programs, and the report on the last line', () => {
    const lines = first.stdout.trimEnd().split('\n')
    const events = lines.slice(0, -1).map((line) => JSON.parse(line) as IngestEvent)
    const report = JSON.parse(lines.at(-1) ?? '') as IngestReport

    expect(first.code).toBe(0)
    expect(events.filter(({ type }) => type === 'file')).toHaveLength(companyDocuments.length + 1)
    expect(events.some(({ type }) => type === 'finished')).toBe(false)
    expect(report).toMatchObject({ added: companyDocuments.length, failed: 1 })
  })

  test('can be looked up afterwards, file by file', async () => {
    const { id } = await latestRun()
    const listed = await run('runs', '--source', 'company')
    const shown = await run('runs', 'show', id, '--files')
    const failed = await run('runs', 'show', id, '--files', '--outcome', 'failed', '--json')

    expect(listed.stdout).toContain(id)
    expect(shown.stdout).toContain(`Run ${id} of company: succeeded`)
    expect(shown.stdout).toContain('年假.md')
    const [whole, ...files] = failed.stdout.trimEnd().split('\n')
    expect(JSON.parse(whole ?? '')).toMatchObject({ id, status: 'succeeded', trigger: 'command' })
    expect(files.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ path: '=1+1.pdf', outcome: 'failed' }])
  })

  test('gives its files as a table that no spreadsheet calculates', async () => {
    const { id } = await latestRun()
    const file = join(company, '.report.csv')
    const { code } = await run('runs', 'show', id, '--csv', file)

    expect(code).toBe(0)
    expect(readFileSync(file, 'utf8')).toMatch(/\r\n'=1\+1\.pdf,failed,/)
  })

  test.each([
    ['of a run that does not exist', ['runs', 'show', 'nothing'], 1, /There is no run nothing/],
    ['with an outcome that is none', ['runs', 'show', 'x', '--outcome', 'lost'], 2, /Allowed choices/],
    ['with a limit that is none', ['runs', '--limit', '0'], 2, /from 1 to 1000/],
  ])('[P10] a report %s is refused', async (_, args, code, message) => {
    const result = await run(...args)

    expect({ code: result.code, stderr: result.stderr }).toEqual({ code, stderr: expect.stringMatching(message) })
  })

  test('is cancelled by Ctrl-C, and that is recorded', async () => {
    const { child, ended, output } = await startLargeIngest()
    // As npm passes it on: once from the terminal, once from itself.
    child.kill('SIGINT')
    setTimeout(() => child.kill('SIGINT'), 30)

    expect(await ended).toEqual([1, null])
    expect(output()).toContain('Interrupted.')
    expect(await latestRun()).toMatchObject({
      source: 'large',
      status: 'cancelled',
      error: { code: 'cancelled', hint: expect.any(String) },
    })
  })
})

describe('a service on the same data', () => {
  let service: RunningService
  let admin: HttpClient

  beforeAll(async () => {
    service = await startService(data.path)
    admin = createHttpClient(service.url, service.adminToken)
  })

  afterAll(() => service?.stop())

  test('ingests a known source as a job that can be followed to its end', async () => {
    const { status, headers } = await admin.post('/api/v1/ingest', { source: 'company' })
    const { body } = await admin.get<string>(headers.get('location') ?? '', { Accept: 'text/event-stream' })

    expect(status).toBe(202)
    expect(parseEvents(body).at(-1)).toMatchObject({
      event: 'done',
      data: { status: 'succeeded', trigger: 'request', report: { unchanged: companyDocuments.length, failed: 1 } },
    })
  })

  test('follows and cancels a run of the command line', async () => {
    const { ended, output } = await startLargeIngest()
    const { body: listed } = await admin.get<{ jobs: IngestRun[] }>('/api/v1/jobs?source=large&limit=1')
    const id = listed.jobs[0]?.id ?? ''
    const { body: state } = await admin.get<{ ingest: { running: boolean; total: number } }>('/api/v1/status')
    const following = admin.get<string>(`/api/v1/jobs/${id}`, { Accept: 'text/event-stream' })
    const refused = await admin.post('/api/v1/ingest', { source: 'large' })
    const { status } = await admin.delete(`/api/v1/jobs/${id}`)
    const [code] = await ended

    expect(state.ingest).toMatchObject({ running: true })
    expect(refused).toMatchObject({ status: 409, body: { hint: expect.stringContaining(id) } })
    expect([status, code]).toEqual([202, 1])
    expect(output()).toContain('cancelled on request')
    const events = parseEvents((await following).body)
    expect(events[0]?.event).toMatch(/progress|file/)
    expect(events.at(-1)).toMatchObject({ event: 'error', data: { code: 'cancelled' } })
    expect((await admin.get('/api/v1/status')).body).toMatchObject({ ingest: { running: false } })
  })

  test('that is stopped cancels its own run, and says so afterwards', async () => {
    const { headers } = await admin.post('/api/v1/ingest', { source: 'large' })
    await service.stop()
    const id = headers.get('location')?.split('/').at(-1) ?? ''

    expect(JSON.parse((await run('runs', 'show', id, '--json')).stdout)).toMatchObject({
      status: 'cancelled',
      error: { message: 'The service was stopped during the run.' },
    })
  })
})
