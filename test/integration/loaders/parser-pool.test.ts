import { execFileSync, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { constants, getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import {
  createParserPool,
  type ParserPool,
  type ParserPoolOptions,
} from '../../../ingest/loaders/parsing/parser-pool.ts'
import { builtProgram, startChild } from '../../support/child-process.ts'
import { zipFile } from '../../support/files/zip-file.ts'
import { fixturePath } from './fixture.ts'
import type { CountingRules } from '../../../src/privacy/count-values.ts'
import { policyWith, usualCounting } from '../../support/policies.ts'

/** A worker that does with a file what its name says: crash, hang, eat memory. */
const oddWorker = fileURLToPath(new URL('../../fixtures/workers/odd-parse-worker.mjs', import.meta.url))
const workerPath = fileURLToPath(new URL('../../../dist/ingest/loaders/parsing/parse-worker.js', import.meta.url))

/** Passes by a clock of the tests' own: what is waited for comes late on a busy machine. */
const limitMs = 100_000

let folder: string
let pool: ParserPool
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pool-'))
})
afterEach(async () => {
  jest.useRealTimers()
  await pool.close()
  await rm(folder, { recursive: true })
})

function open(over: Partial<ParserPoolOptions> = {}): ParserPool {
  pool = createParserPool({ workerPath, size: 1, timeoutMs: limitMs, memoryMb: 768, ...over })
  return pool
}

async function file(name: string, content: string): Promise<string> {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

/** What the odd worker makes of a file of this kind. */
async function textOf(kind: string, absolutePath = join(folder, kind), signal?: AbortSignal): Promise<string> {
  return (await pool.parse(absolutePath, kind, usualCounting, signal)).text
}

/** Waits until the odd worker has written a line so many times into the file that it reads, and the pool knows. */
async function noted(name: string, line: string, times = 1): Promise<void> {
  const path = join(folder, name)
  const count = () =>
    (existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []).filter((one) => one === line).length
  while (count() < times) await sleep(5)
  // The sign was sent before the line was written, so that the pool has it after a turn of the event loop.
  await sleep(20)
}

/** From here on no time passes for the pool, but what `letPass` says; its processes are there by then. */
async function stopTheClock(processes = 1): Promise<readonly string[]> {
  const ids = await Promise.all(Array.from({ length: processes }, () => textOf('process-id')))
  jest.useFakeTimers({ doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] })
  return ids
}

const letPass = (ms: number) => jest.advanceTimersByTimeAsync(ms)

/** Whether a process does anything still; on Linux one that is dead stays listed until its parent asks after it. */
function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${id}/status`, 'utf8'))
  } catch {
    return false
  }
}

async function untilGone(id: number): Promise<void> {
  for (let round = 0; isRunning(id); round++) {
    if (round > 1200) throw new Error(`The process ${id} is still there.`)
    await sleep(50)
  }
}

describe('the parser pool', () => {
  test('reads every kind of file, with the fingerprint of what it read', async () => {
    open({ size: 2 })
    const names = ['handbook.md', 'gb18030.txt', 'intranet-page.html', 'chinese.pdf', 'visitor-rules.docx']
    const parsed = await Promise.all(names.map((name) => pool.parse(fixturePath(name), name, usualCounting)))
    expect(parsed.map(({ title }) => title)).toEqual([
      'Working hours',
      '安全管理规定',
      'Canteen & breaks',
      '考勤管理办法',
      'Visitor rules',
    ])
    const bytes = await readFile(fixturePath('handbook.md'))
    const fingerprint = { contentHash: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
    expect(parsed[0]).toMatchObject(fingerprint)
    expect(await pool.fingerprint(fixturePath('handbook.md'))).toEqual(fingerprint)
  })

  test('counts what the company calls sensitive, by the rules of each request', async () => {
    open()
    const path = join(folder, 'cases.md')
    await writeFile(path, 'Case KX-204817，北辰计划, help@example.com, 2026-03-12.')
    const { companyRules } = policyWith({
      recognisers: [{ name: 'case', pattern: 'KX-\\d{6}' }],
      deny: { CUSTOM_SENSITIVE: ['北辰计划'] },
      allow: ['help@example.com'],
    })
    const rules: readonly CountingRules[] = [
      usualCounting,
      { companyRules, kinds: usualCounting.kinds },
      { companyRules, kinds: ['CUSTOM', 'DATE'] },
    ]
    const counts: unknown[] = []
    for (const counting of rules) counts.push((await pool.parse(path, 'cases.md', counting)).kinds)

    expect(counts).toEqual([{ EMAIL: 1 }, { CUSTOM: 1, CUSTOM_SENSITIVE: 1 }, { CUSTOM: 1, DATE: 1 }])
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
    const bad = [
      'broken.pdf',
      'cut-off.docx',
      'empty.docx',
      'empty.md',
      'no-document.docx',
      'picture.txt',
      'protected.docx',
      'protected.pdf',
      'scan.pdf',
    ]
    const names = [...bad, 'handbook.md', 'visitor-rules.docx', 'chinese.pdf']
    const outcomes = await Promise.allSettled(names.map((name) => pool.parse(fixturePath(name), name, usualCounting)))
    const failed = names.filter((_, at) => outcomes[at]?.status === 'rejected')
    expect(failed).toEqual(bad)
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue
      expect(outcome.reason).toMatchObject({
        name: 'LorekeepError',
        code: 'document-unreadable',
        hint: expect.any(String),
      })
    }
  })

  test('[P8] gives up on a file that takes too much memory, and reads the next one', async () => {
    open({ memoryMb: 150 })
    const huge = await file('huge.md', '- *a* [b](c)\n'.repeat(60_000))
    const next = await file('next.md', 'Still here.')
    const [large, fine] = await Promise.allSettled([
      pool.parse(huge, 'huge.md', usualCounting),
      pool.parse(next, 'next.md', usualCounting),
    ])
    expect(large).toMatchObject({
      reason: { code: 'document-unreadable', message: '"huge.md" needs more than 150 MB of memory to read.' },
    })
    expect(fine).toMatchObject({ status: 'fulfilled', value: { text: 'Still here.' } })
  })

  test.each([
    ['segmentation-fault', 'made the reader crash (SIGSEGV)'],
    ['abort', 'made the reader crash (SIGABRT)'],
    ['exit', 'made the reader crash (exit code 7)'],
    ['stray-error', 'made the reader crash (exit code 1)'],
    ['killed', 'was not read to the end: the system stopped its reader, as it does for want of memory'],
    ['native-memory', 'needs more than 200 MB of memory to read'],
    ['heap-memory', 'needs more than 200 MB of memory to read'],
  ])('[P8] loses one process to a file of the kind "%s", and nothing else', async (name, reason) => {
    open({ workerPath: oddWorker, memoryMb: 200 })
    const before = await textOf('process-id')
    await expectLost(Number(before), [textOf(name), textOf('process-id')], { message: `"${name}" ${reason}.` })
  })

  test.each([
    ['stuck', 'stuck', 'took longer than 100 seconds to read'],
    ['silent', 'silent', 'took longer than 100 seconds to read'],
    ['stalled', 'progress', 'was not read any further for 100 seconds'],
  ])('[P8] gives up on a file of the kind "%s", and reads the next one', async (name, line, reason) => {
    open({ workerPath: oddWorker })
    const [before] = await stopTheClock()
    const reading = [textOf(name), textOf('process-id')] as const
    await noted(name, line)
    await letPass(limitMs)
    await expectLost(Number(before), reading, { message: `"${name}" ${reason}.`, retryable: true })
  })

  /** That a file was given up with its process, and the next one was read by another. */
  async function expectLost(
    process: number,
    reading: readonly [Promise<string>, Promise<string>],
    failure: { readonly message: string; readonly retryable?: boolean },
  ): Promise<void> {
    const [bad, next] = await Promise.allSettled(reading)
    expect(bad).toMatchObject({ reason: { code: 'document-unreadable', hint: expect.any(String), ...failure } })
    expect(next).toMatchObject({ status: 'fulfilled', value: expect.not.stringMatching(`^${process}$`) })
    await untilGone(process)
  }

  test('lets a file take its time as long as it gets on', async () => {
    open({ workerPath: oddWorker })
    await stopTheClock()
    const reading = textOf('slow-pages')
    for (const page of [1, 2, 3]) {
      await noted('slow-pages', 'progress', page)
      await letPass(0.9 * limitMs)
      await appendFile(join(folder, 'slow-pages'), `after page ${page}\n`)
    }
    await expect(reading).resolves.toBe('three pages')
  })

  test('lets one process at a time do what takes much memory, page by page', async () => {
    open({ workerPath: oddWorker, size: 3 })
    const names = ['a', 'b', 'c']
    const reading = Promise.all(names.map((name) => textOf('heavy-pages', join(folder, name))))
    for (const name of names) await noted(name, 'turn-wanted')
    for (const name of names) await appendFile(join(folder, name), 'go on\n')
    const pages = (await reading).map((text) => JSON.parse(text) as readonly (readonly [number, number])[])
    const all = pages.flat().toSorted(([a], [b]) => a - b)
    const overlaps = all.filter(([from], at) => at > 0 && from < (all[at - 1]?.[1] ?? 0))
    const [first = [], ...others] = pages.toSorted(([a], [b]) => (a?.[0] ?? 0) - (b?.[0] ?? 0))

    expect(all).toHaveLength(9)
    expect(overlaps).toEqual([])
    // Nobody waits for the whole of another file.
    for (const file of others) expect(file[0]?.[0]).toBeLessThan(first.at(-1)?.[0] ?? 0)
  })

  test('does not count the wait for others as time that a file takes', async () => {
    open({ workerPath: oddWorker, size: 3 })
    await stopTheClock(3)
    const late = { code: 'document-unreadable', message: '"heavy-and-stuck" took longer than 100 seconds to read.' }
    const stuck: Promise<void>[] = []
    for (const name of ['a', 'b']) {
      stuck.push(expect(textOf('heavy-and-stuck', join(folder, name))).rejects.toMatchObject(late))
      await noted(name, 'turn-wanted')
    }
    const patient = textOf('heavy-page')
    await noted('heavy-page', 'turn-wanted')
    await letPass(limitMs)
    await stuck[0]
    await noted('b', 'stuck')
    await letPass(limitMs)
    await stuck[1]

    await expect(patient).resolves.toBe('read')
  })

  test.each(['heavy-and-stuck', 'wants-turns-for-ever'])(
    '[P8] gets the turn back from a file of the kind "%s"',
    async (name) => {
      open({ workerPath: oddWorker, size: 2 })
      await stopTheClock()
      const reading = expect(textOf(name)).rejects.toMatchObject({ code: 'document-unreadable' })
      await noted(name, 'stuck')
      await letPass(limitMs)
      await reading

      await expect(textOf('heavy-page')).resolves.toBe('read')
    },
  )

  test('[P8] gets the turn back from a file that kills its reader', async () => {
    open({ workerPath: oddWorker, size: 2 })
    await expect(textOf('heavy-and-dead')).rejects.toMatchObject({ code: 'document-unreadable' })

    await expect(textOf('heavy-page')).resolves.toBe('read')
  })

  test('forgets who waits for a turn when the caller gives up', async () => {
    open({ workerPath: oddWorker, size: 2 })
    const stuck = new AbortController()
    const holding = textOf('heavy-and-stuck', undefined, stuck.signal)
    await noted('heavy-and-stuck', 'stuck')
    const waiting = new AbortController()
    const second = textOf('heavy-page', undefined, waiting.signal)
    await noted('heavy-page', 'turn-wanted')
    waiting.abort()
    await expect(second).rejects.toMatchObject({ code: 'cancelled' })
    stuck.abort()
    await expect(holding).rejects.toMatchObject({ code: 'cancelled' })

    await expect(textOf('heavy-page')).resolves.toBe('read')
  })

  test('hands over long texts whole', async () => {
    open({ workerPath: oddWorker })
    expect((await textOf('large')) === '长'.repeat(8 * 2 ** 20)).toBe(true)
  })

  test('is not held up by what a parser prints', async () => {
    open({ workerPath: oddWorker })
    await expect(textOf('noisy')).resolves.toBe('done')
  })

  test('gives its processes no variables of its own, and lets everything else go first', async () => {
    open({ workerPath: oddWorker })
    const { variables, priority } = JSON.parse(await textOf('surroundings')) as {
      readonly variables: readonly string[]
      readonly priority: number
    }
    expect(variables.filter((name) => !name.startsWith('NODE_CHANNEL_'))).toEqual([])
    expect(priority).toBe(Math.min(getPriority() + 5, constants.priority.PRIORITY_LOW))
  })

  test('reads one file after another in the same process, in the order in which they came', async () => {
    open({ workerPath: oddWorker })
    const order: number[] = []
    const processes = await Promise.all(
      [0, 1, 2, 3].map(async (at) => {
        const id = await textOf('process-id')
        order.push(at)
        return id
      }),
    )
    expect(new Set(processes).size).toBe(1)
    expect(order).toEqual([0, 1, 2, 3])
  })

  test('replaces a process that has read its share of files, between two files', async () => {
    open({ workerPath: oddWorker, filesPerProcess: 2 })
    const [first, second, third] = [await textOf('process-id'), await textOf('process-id'), await textOf('process-id')]
    expect(second).toBe(first)
    expect(third).not.toBe(first)
    await untilGone(Number(first))
  })

  test('replaces a process that keeps much memory, between two files', async () => {
    open({ workerPath: oddWorker, memoryMb: 300 })
    const full = await textOf('holds-memory')
    // What it holds is reported four times a second.
    while ((await textOf('process-id')) === full) await sleep(20)
    await untilGone(Number(full))
  })

  test('ends a process that has had nothing to do for a while, and starts another when it is needed', async () => {
    open({ workerPath: oddWorker, idleMs: 100 })
    const first = await textOf('process-id')
    await untilGone(Number(first))
    await expect(textOf('process-id')).resolves.not.toBe(first)
  })

  test('does not keep a program from ending, and leaves no process behind when it does', async () => {
    const program = startChild('loaders/children/read-files', oddWorker, 'process-id')
    const worker = Number(await program.nextLine())
    await program.ended()
    await untilGone(worker)
  })

  test('leaves no process behind when its own is killed, not even one that a file keeps busy', async () => {
    const program = startChild('loaders/children/read-files', oddWorker, 'process-id', join(folder, 'stuck'))
    const worker = Number(await program.nextLine())
    await noted('stuck', 'stuck')
    await program.kill()
    await untilGone(worker)
  })

  test('a worker leaves it to its pool when to stop, whatever the terminal or the system asks of it', async () => {
    const worker = fork(workerPath, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc', 'pipe'],
    })
    expect(await once(worker, 'message')).toMatchObject([{ kind: 'ready' }, undefined])
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) worker.kill(signal)
    const request = {
      kind: 'parse',
      absolutePath: fixturePath('handbook.md'),
      path: 'handbook.md',
      counting: usualCounting,
    }
    worker.send(request)
    expect(await once(worker, 'message')).toMatchObject([
      { kind: 'done', result: { title: 'Working hours' } },
      undefined,
    ])
    worker.disconnect()
    expect(await once(worker, 'exit')).toEqual([0, null])
  })

  test('says so when the system starts no more processes, and stays alive', () => {
    const program = builtProgram('loaders/children/read-without-files-to-spare')
    const output = execFileSync(
      'sh',
      ['-c', 'ulimit -n 200 && exec "$@"', 'sh', process.execPath, program, oddWorker],
      {
        encoding: 'utf8',
      },
    )
    expect(output).toBe('internal: The system lets no process start that reads files (EMFILE).\nread\n')
  })

  test('[P8] fails on files that are gone, nested beyond reason or of an unknown kind', async () => {
    open()
    const nested = await file('nested.md', `${'> '.repeat(5000)}deep`)
    await expect(pool.parse(join(folder, 'gone.md'), 'gone.md', usualCounting)).rejects.toMatchObject({
      message: '"gone.md" is no longer there.',
      retryable: true,
    })
    await expect(pool.fingerprint(join(folder, 'gone.md'))).rejects.toMatchObject({ code: 'document-unreadable' })
    await expect(pool.parse(nested, 'nested.md', usualCounting)).rejects.toMatchObject({
      message: '"nested.md" is nested too deeply.',
      retryable: false,
    })
    await expect(pool.parse(nested, 'plan.dwg', usualCounting)).rejects.toMatchObject({
      code: 'unsupported-media-type',
    })
  })

  test('stops reading when the caller gives up, and forgets what waits', async () => {
    open()
    const endless = await file('endless.html', `${'<div>'.repeat(150_000)}deep`)
    const caller = new AbortController()
    const reading = pool.parse(endless, 'endless.html', usualCounting, caller.signal)
    const waiting = pool.parse(endless, 'endless.html', usualCounting, caller.signal)
    const other = pool.fingerprint(endless)
    caller.abort()
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    await expect(other).resolves.toMatchObject({ bytes: 750_004 })
  })

  test('cancels what is being read and what waits when it is closed, takes no more and leaves no process', async () => {
    open({ workerPath: oddWorker })
    const worker = Number(await textOf('process-id'))
    const outcomes = Promise.allSettled([textOf('stuck'), textOf('stuck')])
    await noted('stuck', 'stuck')
    await pool.close()
    const cancelled = { status: 'rejected', reason: { code: 'cancelled' } }
    expect(await outcomes).toMatchObject([cancelled, cancelled])
    expect(isRunning(worker)).toBe(false)
    await expect(pool.parse('stuck', 'stuck', usualCounting)).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('takes only so many waiting files', async () => {
    open()
    const next = await file('next.md', 'Still here.')
    const outcomes = await Promise.allSettled(Array.from({ length: 258 }, () => pool.fingerprint(next)))
    expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { code: 'rate-limited' } }])
  })

  test('says so when its worker was not built', async () => {
    open({ workerPath: join(folder, 'none.js') })
    await expect(pool.parse('/a.md', 'a.md', usualCounting)).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('does not start'),
      hint: expect.stringContaining('npm run build'),
    })
  })
})
