import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { FileResult, IngestReport } from '../../src/domain/ingest/ingest-report.ts'
import type { IngestRun } from '../../src/domain/ingest/ingest-run.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { IngestRuns } from '../../src/ports/ingest-runs.ts'

export interface OpenRuns {
  readonly records: { readonly runs: IngestRuns }
  close(): Promise<void>
}

const began = Date.UTC(2026, 2, 31, 22)
const minute = 60_000

function run(id: string, over: Partial<IngestRun> = {}): IngestRun {
  return {
    id,
    source: 'handbook',
    actor: 'admin',
    trigger: 'schedule',
    status: 'running',
    startedAt: began,
    progress: { done: 0, chunks: 0, failed: 0 },
    ...over,
  }
}

function file(path: string, over: Partial<FileResult> = {}): FileResult {
  return { path, outcome: 'added', chunks: 3, ...over }
}

const report: IngestReport = {
  source: 'handbook',
  files: 2,
  added: 1,
  changed: 0,
  relabelled: 0,
  unchanged: 0,
  duplicate: 0,
  failed: 1,
  removed: 0,
  skipped: 4,
  chunksWritten: 3,
  chunksReused: 1,
  documentsInIndex: 10,
  chunksInIndex: 40,
  failures: [file('年假.pdf', { outcome: 'failed', reason: 'Broken.' })],
  warnings: [],
  milliseconds: 1200,
}

/** What every memory of ingest runs does. */
export function ingestRunsContract(open: (clock: Clock) => Promise<OpenRuns>): void {
  let opened: OpenRuns
  let runs: IngestRuns
  let now: number

  beforeEach(async () => {
    now = began
    opened = await open(() => now)
    runs = opened.records.runs
  })

  afterEach(() => opened.close())

  test('a run that has begun is there, as it was told', async () => {
    await runs.begin(run('a'))

    expect(await runs.get('a')).toEqual(run('a'))
    expect(await runs.get('b')).toBeUndefined()
  })

  test('progress replaces the progress before it', async () => {
    await runs.begin(run('a'))
    await runs.progress('a', { phase: 'preparing', done: 0, chunks: 0, failed: 0 })
    const progress = { phase: 'reading', done: 5, total: 9, chunks: 70, failed: 1 } as const
    await runs.progress('a', progress)

    expect((await runs.get('a'))?.progress).toEqual(progress)
  })

  test('a run that ends well keeps its report, letter for letter', async () => {
    await runs.begin(run('a'))
    const outcome = {
      status: 'succeeded',
      finishedAt: began + 5,
      progress: { done: 2, total: 2, chunks: 3, failed: 1 },
      report,
    } as const
    await runs.finish('a', outcome)

    expect(await runs.get('a')).toEqual(run('a', outcome))
  })

  test('a run that fails keeps why, and what to do', async () => {
    await runs.begin(run('a'))
    const error = { code: 'source-unavailable', message: 'Nobody answers.', hint: 'Try again.' } as const
    await runs.finish('a', {
      status: 'failed',
      finishedAt: began + 5,
      progress: { done: 0, chunks: 0, failed: 0 },
      error,
    })

    expect(await runs.get('a')).toMatchObject({ status: 'failed', finishedAt: began + 5, error })
  })

  test('progress that arrives after the end changes nothing', async () => {
    await runs.begin(run('a'))
    const last = { done: 9, total: 9, chunks: 9, failed: 0 }
    await runs.finish('a', { status: 'succeeded', finishedAt: began, progress: last, report })
    await runs.progress('a', { done: 3, total: 9, chunks: 2, failed: 0 })

    expect(await runs.get('a')).toMatchObject({ status: 'succeeded', progress: last })
  })

  test('a run without a sign of life for two minutes was interrupted when it was last heard of', async () => {
    await runs.begin(run('a'))
    now = began + minute
    await runs.progress('a', { done: 1, chunks: 1, failed: 0 })
    now = began + 3 * minute - 1
    const justBefore = await runs.get('a')
    now = began + 3 * minute

    expect(justBefore?.status).toBe('running')
    expect(await runs.get('a')).toMatchObject({ status: 'interrupted', finishedAt: began + minute })
    expect(await runs.list({ limit: 5 })).toMatchObject([{ status: 'interrupted' }])
    expect(await runs.running()).toEqual([])
  })

  test('a run that is over is never interrupted', async () => {
    await runs.begin(run('a'))
    await runs.finish('a', { status: 'succeeded', finishedAt: began, progress: run('a').progress, report })
    now = began + 60 * minute

    expect((await runs.get('a'))?.status).toBe('succeeded')
  })

  test('a run whose computer slept goes on when it gives a sign of life again', async () => {
    await runs.begin(run('a'))
    now = began + 10 * minute
    await runs.progress('a', { done: 1, chunks: 1, failed: 0 })

    expect((await runs.get('a'))?.status).toBe('running')
  })

  test('the newest run comes first, of one source or of all', async () => {
    await runs.begin(run('a'))
    await runs.begin(run('b', { source: '人事' }))
    await runs.begin(run('c'))

    const ids = (found: readonly IngestRun[]) => found.map(({ id }) => id)
    expect(ids(await runs.list({ limit: 2 }))).toEqual(['c', 'b'])
    expect(ids(await runs.list({ source: 'handbook', limit: 10 }))).toEqual(['c', 'a'])
    expect(ids(await runs.list({ source: '人事', limit: 10 }))).toEqual(['b'])
  })

  test('what goes on now is told from what is over', async () => {
    await runs.begin(run('a'))
    await runs.begin(run('b', { source: '人事' }))
    await runs.finish('a', { status: 'succeeded', finishedAt: began, progress: run('a').progress, report })

    expect((await runs.running()).map(({ id }) => id)).toEqual(['b'])
    expect(await runs.running('handbook')).toEqual([])
  })

  test('whoever carries out a run hears that it is to be cancelled', async () => {
    await runs.begin(run('a'))
    const before = await runs.progress('a', run('a').progress)
    await runs.requestCancel('a')

    expect(before).toEqual({ isCancelRequested: false })
    expect(await runs.progress('a', run('a').progress)).toEqual({ isCancelRequested: true })
  })

  test('twenty runs of a source are remembered; older ones are forgotten with their files', async () => {
    await runs.begin(run('other', { source: '人事' }))
    for (let n = 1; n <= 21; n += 1) {
      await runs.begin(run(`run-${n}`))
      await runs.addFiles(`run-${n}`, [file('a.md')])
    }

    const ids = (await runs.list({ source: 'handbook', limit: 100 })).map(({ id }) => id)
    expect(ids).toHaveLength(20)
    expect([ids[0], ids.at(-1)]).toEqual(['run-21', 'run-2'])
    expect(await runs.files('run-1', { limit: 10, offset: 0 })).toEqual({ files: [], total: 0 })
    expect(await runs.get('other')).toBeDefined()
  })

  test('files are kept with all that is known of them, in order of path, page by page', async () => {
    await runs.begin(run('a'))
    const files = [
      file('年假.pdf', {
        outcome: 'failed',
        chunks: 0,
        code: 'document-unreadable',
        reason: 'Broken.',
        hint: 'Mend it.',
        milliseconds: 40,
      }),
      file('a/b.md', { pages: 2, characters: 900, language: 'zh', classification: 'internal', kinds: { EMAIL: 2 } }),
      file('a.md', { outcome: 'duplicate', duplicateOf: 'a/b.md' }),
    ]
    await runs.addFiles('a', files.slice(0, 2))
    await runs.addFiles('a', files.slice(2))

    expect(await runs.files('a', { limit: 2, offset: 0 })).toEqual({ files: [files[2], files[1]], total: 3 })
    expect(await runs.files('a', { limit: 2, offset: 2 })).toEqual({ files: [files[0]], total: 3 })
  })

  test('files can be asked for by what became of them, and in order of arrival', async () => {
    await runs.begin(run('a'))
    await runs.addFiles('a', [file('c.md'), file('b.md', { outcome: 'failed' }), file('a.md')])

    const paths = async (request: Partial<Parameters<IngestRuns['files']>[1]>) =>
      (await runs.files('a', { limit: 10, offset: 0, ...request })).files.map(({ path }) => path)
    expect(await paths({ outcome: 'failed' })).toEqual(['b.md'])
    expect(await paths({ order: 'arrival' })).toEqual(['c.md', 'b.md', 'a.md'])
    expect((await runs.files('a', { limit: 1, offset: 0, outcome: 'added' })).total).toBe(2)
  })

  test('a file that is told twice counts once, as it was told last', async () => {
    await runs.begin(run('a'))
    await runs.addFiles('a', [file('a.md'), file('a.md', { chunks: 4 })])
    await runs.addFiles('a', [file('a.md', { chunks: 5 })])

    expect(await runs.files('a', { limit: 10, offset: 0 })).toEqual({ files: [file('a.md', { chunks: 5 })], total: 1 })
  })
}
