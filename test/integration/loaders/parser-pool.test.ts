import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { loaderFor } from '../../../ingest/loaders/loaders.ts'
import {
  createParserPool,
  type ParserPool,
  type ParserPoolOptions,
} from '../../../ingest/loaders/parsing/parser-pool.ts'
import { zipFile } from '../../support/zip-file.ts'
import { fixturePath } from './fixture.ts'

const workerPath = fileURLToPath(new URL('../../../dist/ingest/loaders/parsing/parse-worker.js', import.meta.url))

// Files that are made to be slow are slower still on a busy machine.
jest.setTimeout(120_000)

let folder: string
let pool: ParserPool
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pool-'))
})
afterEach(async () => {
  await pool.close()
  await rm(folder, { recursive: true })
})

function open(over: Partial<ParserPoolOptions> = {}): ParserPool {
  pool = createParserPool({ workerPath, size: 1, timeoutMs: 100_000, memoryMb: 256, ...over })
  return pool
}

async function file(name: string, content: string): Promise<string> {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

describe('the parser pool', () => {
  test('reads every kind of file, with the fingerprint of what it read', async () => {
    open({ size: 2 })
    const names = ['handbook.md', 'gb18030.txt', 'intranet-page.html', 'four-pages.pdf', 'visitor-rules.docx']
    const parsed = await Promise.all(names.map((name) => pool.parse(fixturePath(name), name)))
    expect(parsed.map(({ title }) => title)).toEqual([
      'Working hours',
      '安全管理规定',
      'Canteen & breaks',
      'Staff handbook',
      'Visitor rules',
    ])
    const bytes = await readFile(fixturePath('handbook.md'))
    const fingerprint = { contentHash: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
    expect(parsed[0]).toMatchObject(fingerprint)
    expect(await pool.fingerprint(fixturePath('handbook.md'))).toEqual(fingerprint)
  })

  test('unpacks an archive into a folder, with the fingerprint of what it read', async () => {
    open()
    const archive = join(folder, 'share.zip')
    const bytes = zipFile([{ name: '制度/leave.md', content: 'Thirty days.' }])
    await writeFile(archive, bytes)
    await mkdir(join(folder, 'out'))
    const unpacked = await pool.unpack(archive, 'share.zip', join(folder, 'out'))
    expect(unpacked).toMatchObject({
      files: [{ path: '制度/leave.md', bytes: 12 }],
      contentHash: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
    })
    expect(await readFile(join(folder, 'out/制度/leave.md'), 'utf8')).toBe('Thirty days.')
    await expect(pool.unpack(fixturePath('handbook.md'), 'handbook.md', folder)).rejects.toMatchObject({
      code: 'unsupported-media-type',
    })
  })

  test('[P8] fails on each bad file by itself, with a reason and what to do about it', async () => {
    open({ size: 2 })
    const names = (await readdir(fixturePath(''))).filter(loaderFor)
    const outcomes = await Promise.allSettled(names.map((name) => pool.parse(fixturePath(name), name)))
    const failed = names.filter((_, at) => outcomes[at]?.status === 'rejected')
    expect(failed.sort()).toEqual([
      'broken.pdf',
      'cut-off.docx',
      'empty.docx',
      'empty.md',
      'no-document.docx',
      'picture.txt',
      'protected.docx',
      'protected.pdf',
      'scan.pdf',
    ])
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue
      expect(outcome.reason).toMatchObject({
        name: 'LorekeepError',
        code: 'document-unreadable',
        hint: expect.any(String),
      })
    }
  })

  test('[P8] gives up on a file that takes too long, and reads the next one', async () => {
    open({ timeoutMs: 3000 })
    const endless = await file('endless.html', `${'<div>'.repeat(150_000)}deep`)
    const next = await file('next.md', 'Still here.')
    const [slow, fine] = await Promise.allSettled([pool.parse(endless, 'endless.html'), pool.parse(next, 'next.md')])
    expect(slow).toMatchObject({
      reason: { code: 'document-unreadable', message: '"endless.html" took longer than 3 seconds to read.' },
    })
    expect(fine).toMatchObject({ status: 'fulfilled', value: { text: 'Still here.' } })
  })

  test('[P8] gives up on a file that takes too much memory, and reads the next one', async () => {
    open({ memoryMb: 32 })
    const huge = await file('huge.md', '- *a* [b](c)\n'.repeat(30_000))
    const next = await file('next.md', 'Still here.')
    const [large, fine] = await Promise.allSettled([pool.parse(huge, 'huge.md'), pool.parse(next, 'next.md')])
    expect(large).toMatchObject({
      reason: { code: 'document-unreadable', message: '"huge.md" needs more than 32 MB of memory to read.' },
    })
    expect(fine).toMatchObject({ status: 'fulfilled', value: { text: 'Still here.' } })
  })

  test('[P8] says so when a file makes the reader itself fail', async () => {
    const crashing = await file(
      'worker.mjs',
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', () => process.exit(7))
       parentPort.postMessage({ kind: 'ready' })`,
    )
    open({ workerPath: crashing })
    await expect(pool.parse('/a.md', 'a.md')).rejects.toThrow('"a.md" made the reader fail: it stopped with code 7.')
  })

  test('[P8] fails on files that are gone, nested beyond reason or of an unknown kind', async () => {
    open()
    const nested = await file('nested.md', `${'> '.repeat(20_000)}deep`)
    await expect(pool.parse(join(folder, 'gone.md'), 'gone.md')).rejects.toThrow('"gone.md" is no longer there.')
    await expect(pool.fingerprint(join(folder, 'gone.md'))).rejects.toMatchObject({ code: 'document-unreadable' })
    await expect(pool.parse(nested, 'nested.md')).rejects.toThrow('"nested.md" is nested too deeply.')
    await expect(pool.parse(nested, 'sheet.xlsx')).rejects.toMatchObject({ code: 'unsupported-media-type' })
  })

  test('stops reading when the caller gives up, and forgets what waits', async () => {
    open()
    const endless = await file('endless.html', `${'<div>'.repeat(150_000)}deep`)
    const caller = new AbortController()
    const reading = pool.parse(endless, 'endless.html', caller.signal)
    const waiting = pool.parse(endless, 'endless.html', caller.signal)
    const other = pool.fingerprint(endless)
    caller.abort()
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    await expect(other).resolves.toMatchObject({ bytes: 750_004 })
  })

  test('cancels what is being read and what waits when it is closed, and takes no more', async () => {
    open()
    const endless = await file('endless.html', `${'<div>'.repeat(150_000)}deep`)
    const jobs = [pool.parse(endless, 'endless.html'), pool.parse(endless, 'endless.html')]
    const outcomes = Promise.allSettled(jobs)
    await pool.close()
    const cancelled = { status: 'rejected', reason: { code: 'cancelled' } }
    expect(await outcomes).toMatchObject([cancelled, cancelled])
    await expect(pool.parse(endless, 'endless.html')).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('takes only so many waiting files', async () => {
    open()
    const next = await file('next.md', 'Still here.')
    const outcomes = await Promise.allSettled(Array.from({ length: 258 }, () => pool.fingerprint(next)))
    expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { code: 'rate-limited' } }])
  })

  test('says so when its worker was not built', async () => {
    open({ workerPath: join(folder, 'none.js') })
    await expect(pool.parse('/a.md', 'a.md')).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('does not start'),
      hint: expect.stringContaining('npm run build'),
    })
  })
})
