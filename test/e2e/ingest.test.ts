import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IngestReport } from '../../src/domain/ingest/ingest-report.ts'
import { companyDocuments, writeCompanyFiles } from '../support/company-files.ts'
import { runCommand, startCommand, temporaryDataFolder } from '../support/service/service-process.ts'

let documents: string
let data: ReturnType<typeof temporaryDataFolder>

function open(): void {
  documents = mkdtempSync(join(tmpdir(), 'lorekeep-documents-'))
  data = temporaryDataFolder()
}

function close(): void {
  data.remove()
  rmSync(documents, { recursive: true, force: true })
}

async function ingest(...options: readonly string[]): Promise<IngestReport> {
  const { code, stdout, stderr } = await runCommand(data.path, ['ingest', documents, '--json', ...options])
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) })
  return JSON.parse(stdout) as IngestReport
}

interface Status {
  readonly documents: number
  readonly chunks: number
  readonly documentList: readonly {
    readonly path: string
    readonly version: string
    readonly chunks: number
    readonly groups: readonly string[]
    readonly classification: string
  }[]
}

async function status(): Promise<Status> {
  return JSON.parse((await runCommand(data.path, ['status', '--json'])).stdout) as Status
}

async function search(query: string): Promise<readonly { source: string; text: string }[]> {
  const { stdout } = await runCommand(data.path, ['search', query, '--limit', '50', '--json'])
  return (JSON.parse(stdout) as { passages: { source: string; text: string }[] }).passages
}

const broken = {
  'broken.pdf': '%PDF-1.7 and nothing that follows it',
  'broken.docx': 'this is no zip file',
  'empty.txt': '',
}

/** Steps of one story: what each finds is what the one before has left. */
describe('the ingest of a folder', () => {
  let first: IngestReport

  beforeAll(async () => {
    open()
    writeCompanyFiles(documents)
    for (const [name, content] of Object.entries(broken)) writeFileSync(join(documents, name), content)
    writeFileSync(join(documents, 'refunds.md.meta.yaml'), 'groups: [everyone\nclassification: open')
    first = await ingest()
  })

  afterAll(close)

  const labelsOf = async (wanted: string) => (await status()).documentList.find(({ path }) => path === wanted)

  test('[P8] reports broken files with a reason, reads all others, and adds up', () => {
    const { length } = companyDocuments
    expect(first).toMatchObject({ files: length + 3, added: length, failed: 3, removed: 0 })
    expect(first.failures.map(({ path }) => path).toSorted()).toEqual(Object.keys(broken).toSorted())
    for (const { reason } of first.failures) expect(reason?.length).toBeGreaterThan(10)
  })

  test('[P8] closes a document whose labels cannot be read to all but administrators, and says so', async () => {
    expect(first.warnings.map(({ path }) => path)).toEqual(['refunds.md'])
    expect(await labelsOf('refunds.md')).toMatchObject({ groups: [], classification: 'restricted' })
  })

  test('[P7] run twice changes nothing', async () => {
    const before = await status()
    expect(await ingest()).toMatchObject({
      unchanged: companyDocuments.length,
      failed: 3,
      added: 0,
      changed: 0,
      chunksWritten: 0,
    })
    expect(await status()).toEqual(before)
  })

  test('[P2] takes over new labels without embedding again', async () => {
    writeFileSync(join(documents, 'leave.md.meta.yaml'), 'groups: [hr]\nclassification: confidential\n')
    expect(await ingest()).toMatchObject({ relabelled: 1, chunksWritten: 0 })
    expect(await labelsOf('leave.md')).toMatchObject({ groups: ['hr'], classification: 'confidential' })
  })

  test('[P4] takes in changes and lets go of what has vanished', async () => {
    writeFileSync(join(documents, 'leave.md'), '# Annual leave\n\nEveryone receives 31 days of zephyr leave.\n')
    for (const name of ['refunds.md', 'refunds.md.meta.yaml']) rmSync(join(documents, name))
    expect(await ingest()).toMatchObject({ changed: 1, removed: 1, unchanged: companyDocuments.length - 2 })
    expect((await search('zephyr leave'))[0]?.text).toContain('31 days')
    const found = await search('refunds of the travel card')
    expect(found.map(({ source }) => source)).not.toContain('refunds.md')
    expect(found.some(({ text }) => text.includes('27 days'))).toBe(false)
  })

  test('[P10] of an emptied folder changes nothing and says what to do', async () => {
    const before = await status()
    rmSync(documents, { recursive: true })
    mkdirSync(documents)
    const { code, stderr } = await runCommand(data.path, ['ingest', documents])
    expect([code, stderr]).toEqual([1, expect.stringContaining('lorekeep remove --source')])
    expect(await status()).toEqual(before)
  })
})

describe('an ingest', () => {
  beforeEach(open)
  afterEach(close)

  test('[P7] killed at any moment and run again leaves a whole index', async () => {
    const count = 60
    for (let index = 0; index < count; index += 1) {
      writeFileSync(
        join(documents, `${index}.md`),
        `# Document ${index}\n\n${`The word of document ${index} is zebra${index}. `.repeat(30)}\n`,
      )
    }
    for (const moment of [0.05, 0.3, 0.6, 0.9]) {
      await killDuringIngest(Math.ceil(count * moment))
      appendFileSync(join(documents, '0.md'), `\nAnother line after ${moment}.\n`)
    }
    const report = await ingest()
    expect(report.added + report.changed + report.unchanged).toBe(count)
    const { documents: documentCount, chunks, documentList } = await status()
    expect(documentCount).toBe(count)
    expect(documentList.reduce((total, document) => total + document.chunks, 0)).toBe(chunks)
    const doctor = await runCommand(data.path, ['doctor', '--json'])
    expect(doctor.stdout).toContain(`${chunks} vectors for ${chunks} chunks`)
    expect((await search('zebra7'))[0]?.source).toBe('7.md')
    expect(await ingest()).toMatchObject({ unchanged: count, chunksWritten: 0 })
  })
})

/** Kills an ingest with SIGKILL as soon as it has reported so many files, or, for few, during its start. */
async function killDuringIngest(files: number): Promise<void> {
  const child = startCommand(data.path, ['ingest', documents])
  const ended = once(child, 'exit')
  child.stderr?.on('data', (part: Buffer) => {
    const done = Math.max(
      0,
      ...[...part.toString('utf8').matchAll(/(\d+) of \d+ files/g)].map((match) => Number(match[1])),
    )
    if (done >= files || part.toString('utf8').includes('Reading')) {
      if (done >= files || files <= 3) child.kill('SIGKILL')
    }
  })
  await ended
}
