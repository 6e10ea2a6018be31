import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createMemoryIngestRuns } from '../../../../src/adapters/memory/memory-ingest-runs.ts'
import { LorekeepError } from '../../../../src/domain/errors.ts'
import type { IngestRuns } from '../../../../src/ports/ingest-runs.ts'
import type { RunNews } from '../../../../ingest/runs/run-channel.ts'
import { createSourceRuns, type RunRequest, type SourceRuns } from '../../../../ingest/runs/run-source.ts'
import {
  createScriptedIngest,
  fileEvent,
  type IngestCall,
  reportWith,
  silentLog,
  sourceNamed,
} from '../../../support/ingest/scripted-ingest.ts'

const never = new AbortController().signal

let runs: IngestRuns
let sourceRuns: SourceRuns
let nextCall: () => Promise<IngestCall>

/** Another process on the same store. */
function another(): { readonly sourceRuns: SourceRuns; readonly next: () => Promise<IngestCall> } {
  const { ingest, next } = createScriptedIngest()
  let number = 0
  const newId = () => `other-${(number += 1)}`
  return { sourceRuns: createSourceRuns({ runs, ingest, clock: Date.now, newId, log: silentLog }), next }
}

beforeEach(() => {
  const { ingest, next } = createScriptedIngest()
  runs = createMemoryIngestRuns(Date.now)
  let number = 0
  const newId = () => `run-${(number += 1)}`
  sourceRuns = createSourceRuns({ runs, ingest, clock: Date.now, newId, log: silentLog })
  nextCall = next
})

afterEach(() => sourceRuns.close())

function requestFor(source = 'handbook', over: Partial<RunRequest> = {}): RunRequest {
  return { source: sourceNamed(source), places: [`/srv/${source}`], actor: 'admin', trigger: 'command', ...over }
}

const begin = (request = requestFor(), signal = never) => sourceRuns.begin(request, () => undefined, signal)

async function newsOf(from: SourceRuns, runId: string): Promise<readonly RunNews[]> {
  const heard: RunNews[] = []
  for await (const news of from.follow(runId, never)) heard.push(news)
  return heard
}

describe('an ingest', () => {
  test('is a run from its beginning to its report', async () => {
    const started = await begin(requestFor('handbook', { retryFailed: true, trigger: 'schedule' }))
    const during = await runs.get('run-1')
    const call = await nextCall()
    call.say({ type: 'found', files: 2, skipped: 0 })
    call.say(fileEvent({ path: 'a.md' }, 1, 2))
    call.succeed(reportWith())
    await started.report

    expect(during).toMatchObject({ source: 'handbook', actor: 'admin', trigger: 'schedule', status: 'running' })
    expect(call.request.retryFailed).toBe(true)
    expect(await runs.get('run-1')).toMatchObject({
      status: 'succeeded',
      report: reportWith(),
      finishedAt: expect.any(Number),
      progress: { phase: 'reading', done: 1, total: 2, chunks: 3, failed: 0 },
    })
  })

  test('keeps what became of files, but not the many that are unchanged', async () => {
    const { report } = await begin()
    const call = await nextCall()
    call.say(fileEvent({ path: 'new.md' }, 1, 4))
    call.say(fileEvent({ path: 'old.md', outcome: 'unchanged' }, 2, 4))
    call.say(fileEvent({ path: 'odd.md', outcome: 'unchanged', warning: 'Its labels cannot be read.' }, 3, 4))
    call.say(fileEvent({ path: 'bad.pdf', outcome: 'failed', reason: 'Broken.', hint: 'Mend it.' }, 4, 4))
    const folder = { path: 'private', outcome: 'failed', chunks: 0, reason: 'The folder cannot be read.' } as const
    call.succeed(reportWith({ failures: [folder] }))
    await report

    const { files } = await runs.files('run-1', { limit: 10, offset: 0 })
    expect(files.map(({ path }) => path)).toEqual(['bad.pdf', 'new.md', 'odd.md', 'private'])
    expect(files[0]).toMatchObject({ reason: 'Broken.', hint: 'Mend it.' })
  })

  test('that fails is over, and says why and what to do', async () => {
    const { report } = await begin()
    const call = await nextCall()
    call.say({ type: 'found', files: 49, skipped: 0 })
    call.fail(new LorekeepError('conflict', 'The folder is empty now.', { hint: 'Remove the source.' }))

    await expect(report).rejects.toThrow('The folder is empty now.')
    expect(await runs.get('run-1')).toMatchObject({
      status: 'failed',
      error: { code: 'conflict', message: 'The folder is empty now.', hint: 'Remove the source.' },
    })
    expect(await runs.running()).toEqual([])
  })

  test('that meets a bug is recorded as failed as well', async () => {
    const { report } = await begin()
    const call = await nextCall()
    call.fail(new TypeError('x is undefined'))

    await expect(report).rejects.toThrow('x is undefined')
    expect(await runs.get('run-1')).toMatchObject({ status: 'failed', error: { code: 'internal' } })
  })

  test('that is interrupted by Ctrl-C is recorded as cancelled', async () => {
    const interrupted = new AbortController()
    const { report } = await begin(requestFor(), interrupted.signal)
    await nextCall()
    interrupted.abort(new LorekeepError('cancelled', 'Interrupted.', { hint: 'Run it again.' }))

    await expect(report).rejects.toThrow('Interrupted.')
    expect(await runs.get('run-1')).toMatchObject({ status: 'cancelled', error: { message: 'Interrupted.' } })
  })

  test('that takes longer than its caller waits is recorded as given up', async () => {
    const { report } = await begin(requestFor(), AbortSignal.timeout(5))
    await nextCall()

    await expect(report).rejects.toThrow()
    expect(await runs.get('run-1')).toMatchObject({ status: 'cancelled', error: { code: 'cancelled' } })
  })

  test('of somebody who only ingests is a run, too', async () => {
    const report = sourceRuns.ingestAs('start')(requestFor(), () => undefined, never)
    const call = await nextCall()
    call.succeed(reportWith())
    await report

    expect(await runs.list({ limit: 1 })).toMatchObject([{ trigger: 'start', status: 'succeeded' }])
  })

  test('goes on while its run cannot be written, and what is missing is written at the end', async () => {
    const works = { ...runs }
    let failures = 0
    Object.assign(runs, {
      addFiles: async (...told: Parameters<IngestRuns['addFiles']>) => {
        failures += 1
        if (failures === 1) throw new LorekeepError('index-unavailable', 'The database is busy.')
        await works.addFiles(...told)
      },
    })
    const { report } = await begin()
    const call = await nextCall()
    call.say(fileEvent({ path: 'a.md' }, 1, 1))
    await new Promise((resolve) => setTimeout(resolve, 700))
    call.succeed(reportWith())
    await report

    expect(failures).toBeGreaterThan(1)
    expect((await runs.files('run-1', { limit: 1, offset: 0 })).total).toBe(1)
  })
})

describe('an ingest that nobody waits for', () => {
  test('is refused while its source is being ingested, and names the run', async () => {
    await sourceRuns.submit(requestFor())

    await expect(sourceRuns.submit(requestFor())).rejects.toMatchObject({
      code: 'conflict',
      hint: expect.stringContaining('/api/v1/jobs/run-1'),
    })
  })

  test('is begun once, when it is asked for twice at the same moment', async () => {
    const outcomes = await Promise.allSettled([sourceRuns.submit(requestFor()), sourceRuns.submit(requestFor())])

    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('waits for those that this process is busy with', async () => {
    await sourceRuns.submit(requestFor('a'))
    await sourceRuns.submit(requestFor('b'))
    const first = await nextCall()
    const waiting = await runs.get('run-2')
    first.fail(new LorekeepError('source-unavailable', 'Nobody answers.'))
    const second = await nextCall()

    expect(waiting?.progress.phase).toBe('waiting')
    expect([first, second].map(({ request }) => request.source.name)).toEqual(['a', 'b'])
  })

  test('tries again as long as another process is at work on the index', async () => {
    await sourceRuns.submit(requestFor())
    const inTheWay = new LorekeepError('conflict', 'The lock is held by another process.', { retryable: true })
    for (let times = 0; times < 2; times += 1) (await nextCall()).fail(inTheWay)
    const following = newsOf(sourceRuns, 'run-1')
    ;(await nextCall()).succeed(reportWith())

    const news = await following
    expect(news).toContainEqual({ type: 'progress', progress: expect.objectContaining({ phase: 'waiting' }) })
    expect(news.at(-1)).toMatchObject({ type: 'over', run: { status: 'succeeded' } })
  })

  test('fails at once where somebody waits for it and another process is at work', async () => {
    const { report } = await begin()
    const call = await nextCall()
    call.fail(new LorekeepError('conflict', 'The lock is held by another process.', { retryable: true }))

    await expect(report).rejects.toThrow('held by another process')
  })

  test('can be cancelled while it waits', async () => {
    await sourceRuns.submit(requestFor('a'))
    await sourceRuns.submit(requestFor('b'))
    const following = newsOf(sourceRuns, 'run-2')
    await sourceRuns.cancel('run-2', 'admin')

    expect((await following).at(-1)).toMatchObject({ type: 'over', run: { status: 'cancelled' } })
    expect((await runs.get('run-1'))?.status).toBe('running')
  })
})

describe('whoever follows a run', () => {
  test('hears of progress, of files and of its end', async () => {
    const { report } = await begin()
    const following = newsOf(sourceRuns, 'run-1')
    const call = await nextCall()
    call.say({ type: 'found', files: 2, skipped: 0 })
    call.say(fileEvent({ path: '年假.md' }, 1, 2))
    await new Promise((resolve) => setTimeout(resolve, 600))
    call.succeed(reportWith())
    await report

    const heard = await following
    expect(heard.map(({ type }) => type)).toEqual(['progress', 'file', 'progress', 'over'])
    expect(heard[1]).toMatchObject({ result: { path: '年假.md' } })
    expect(heard[2]).toMatchObject({ progress: { done: 1, total: 2 } })
    expect(heard[3]).toMatchObject({ run: { status: 'succeeded', report: reportWith() } })
  })

  test('in another process hears the same, as it is written down', async () => {
    const { report } = await begin()
    const following = newsOf(another().sourceRuns, 'run-1')
    const call = await nextCall()
    call.say({ type: 'found', files: 1, skipped: 0 })
    call.say(fileEvent({ path: 'a.md' }, 1, 1))
    await new Promise((resolve) => setTimeout(resolve, 1700))
    call.succeed(reportWith())
    await report

    const heard = await following
    expect(heard.map(({ type }) => type)).toEqual(['progress', 'file', 'progress', 'over'])
    expect(heard.at(-1)).toMatchObject({ run: { status: 'succeeded' } })
  })

  test('after its end hears the end at once', async () => {
    const { report } = await begin()
    const call = await nextCall()
    call.succeed(reportWith())
    await report

    expect((await newsOf(sourceRuns, 'run-1')).at(-1)).toMatchObject({ type: 'over', run: { status: 'succeeded' } })
  })

  test('of a run that does not exist is told so', async () => {
    await expect(newsOf(sourceRuns, 'nothing')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('hears nothing more after leaving', async () => {
    await begin()
    const leaving = new AbortController()
    const following = (async () => {
      for await (const _ of sourceRuns.follow('run-1', leaving.signal)) leaving.abort()
      return 'left'
    })()

    expect(await following).toBe('left')
  })
})

describe('cancelling', () => {
  test('ends the run, with who did it', async () => {
    const { report } = await begin()
    await nextCall()
    await sourceRuns.cancel('run-1', 'admin')

    await expect(report).rejects.toMatchObject({ code: 'cancelled' })
    expect((await runs.get('run-1'))?.error?.message).toContain('admin')
  })

  test('reaches a run of another process within seconds', async () => {
    const elsewhere = another()
    const { report } = await elsewhere.sourceRuns.begin(requestFor(), () => undefined, never)
    const call = await elsewhere.next()
    await sourceRuns.cancel('other-1', 'admin')
    call.say({ type: 'found', files: 9, skipped: 0 })

    await expect(report).rejects.toMatchObject({ code: 'cancelled' })
    expect((await runs.get('other-1'))?.status).toBe('cancelled')
  })

  test('of a run that is over, or that never was, is refused', async () => {
    const { report } = await begin()
    const call = await nextCall()
    call.succeed(reportWith())
    await report

    await expect(sourceRuns.cancel('run-1', 'admin')).rejects.toMatchObject({ code: 'conflict' })
    await expect(sourceRuns.cancel('nothing', 'admin')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('the end of the service cancels its runs and waits until that is recorded', async () => {
    await sourceRuns.submit(requestFor('a'))
    await sourceRuns.submit(requestFor('b'))
    await sourceRuns.close()

    expect((await runs.list({ limit: 5 })).map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
  })
})
