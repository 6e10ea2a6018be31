import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuditEvent } from '../../../../src/domain/audit/audit-record.ts'
import { LorekeepError } from '../../../../src/domain/errors.ts'
import { createMemoryAuditLog } from '../../../../src/adapters/memory/memory-audit-log.ts'
import { createMemoryDocumentRegistry } from '../../../../src/adapters/memory/memory-document-registry.ts'
import type { DocumentRegistry } from '../../../../src/ports/document-registry.ts'
import { createDefineSource, type DefineSource } from '../../../../ingest/sources/define-source.ts'
import { createListSources } from '../../../../ingest/sources/list-sources.ts'
import { createRemoveSource } from '../../../../ingest/sources/remove-source.ts'
import { resolveSource } from '../../../../ingest/sources/resolve-source.ts'
import type { DefinedOrigin } from '../../../../ingest/sources/source-definition.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lorekeep-define-')))
const share = join(folder, 'share')
const dataDir = join(folder, 'var')
mkdirSync(share)
mkdirSync(join(dataDir, 'uploads'), { recursive: true })
writeFileSync(join(share, 'leave.md'), '# Leave')

const git: DefinedOrigin = { kind: 'git', url: 'https://git.example.com/wiki.git' }
const web = { kind: 'web', start: ['https://example.com/'], sitemaps: [], maxPages: 10, allowPrivate: false } as const
const bucket: DefinedOrigin = { kind: 's3', bucket: 'papers' }

let registry: DocumentRegistry
let events: AuditEvent[]
let define: DefineSource

beforeEach(() => {
  registry = createMemoryDocumentRegistry()
  events = []
  const audit = { ...createMemoryAuditLog(), append: async (event: AuditEvent) => void events.push(event) }
  define = createDefineSource({ registry, audit, clock: () => 1, dataDir })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function failureOf(work: Promise<unknown>): Promise<LorekeepError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof LorekeepError) return error
  throw new Error(`no expected failure but ${String(error)}`)
}

describe('defining a source', () => {
  test('keeps everything that was said, and writes it into the trail', async () => {
    const source = await define(
      {
        name: '人事 wiki',
        origin: git,
        groups: ['HR'],
        classification: 'confidential',
        owner: 'HR desk',
        exclude: ['drafts/**'],
        schedule: '0 2 * * *',
      },
      'robin',
    )
    expect(await registry.sources()).toEqual([source])
    expect(source).toMatchObject({ origin: git, accessLabel: 'g:hr', owner: 'HR desk', schedule: '0 2 * * *' })
    expect(source.root.startsWith(join(dataDir, 'sources'))).toBe(true)
    expect(events).toEqual([
      expect.objectContaining({ actor: 'robin', action: 'source.defined', subject: '人事 wiki' }),
    ])
  })

  test('gives every source elsewhere a folder of its own, whatever its name', async () => {
    const names = ['a b', 'a-b', 'A b', '年假', '制度', 'x.y', 'n'.repeat(64)]
    const roots = await Promise.all(names.map(async (name) => (await define({ name, origin: git }, 'x')).root))
    expect(new Set(roots.map((root) => root.toLowerCase())).size).toBe(names.length)
    for (const root of roots) expect(root.slice(join(dataDir, 'sources/').length)).toMatch(/^[a-z0-9-]+$/)
  })

  test.each<readonly [string, DefinedOrigin]>([
    ['is not the address of a repository', { kind: 'git', url: 'ext::sh -c id' }],
    ['is not the address of a repository', { kind: 'git', url: '--upload-pack=id' }],
    ['holds a login', { kind: 'git', url: 'https://robin:secret@git.example.com/wiki.git' }],
    ['over https only', { kind: 'git', url: 'http://git.example.com/wiki.git', credential: 'HR' }],
    ['is not the name of a branch', { kind: 'git', url: 'git@example.com:wiki.git', branch: '--all' }],
    ['is not the name of a credential', { ...git, credential: 'H R' }],
    ['needs a start page or a sitemap', { ...web, start: [] }],
    ['is not the address of a web page', { ...web, start: ['ftp://example.com/'] }],
    ['holds a login', { ...web, start: ['https://robin:secret@example.com/'] }],
    ['must not be fetched from', { ...web, start: ['http://169.254.169.254/latest/'] }],
    ['must not be fetched from', { ...web, start: ['http://[::ffff:127.0.0.1]/'] }],
    ['must not be fetched from', { ...web, start: ['http://2130706433/'] }],
    ['whole number', { ...web, maxPages: 0 }],
    ['is not the name of a bucket', { kind: 's3', bucket: '../papers' }],
    ['is not an endpoint', { kind: 's3', bucket: 'papers', endpoint: 'minio:9000' }],
    ['starts with a slash', { kind: 's3', bucket: 'papers', prefix: '/hr/' }],
    ['is not absolute', { kind: 'folder', path: 'share' }],
    ['is a file', { kind: 'folder', path: join(share, 'leave.md') }],
    ['belongs to Lorekeep itself', { kind: 'folder', path: join(dataDir, 'uploads') }],
    ['There is no file or folder', { kind: 'folder', path: join(folder, 'nowhere') }],
  ])('[P10] refuses an origin that %s', async (message, origin) => {
    const error = await failureOf(define({ name: 'hr', origin }, 'robin'))
    expect(error.message).toContain(message)
    expect(error.message).not.toContain('secret')
    expect(error.hint).toBeDefined()
    expect(await registry.sources()).toEqual([])
    expect(events).toEqual([])
  })

  test.each(['https://git.example.com/a.git', 'ssh://git@git.example.com/a.git', 'git@git.example.com:it/a.git'])(
    'takes a repository at %s',
    async (url) => {
      expect((await define({ name: 'wiki', origin: { kind: 'git', url } }, 'x')).origin).toEqual({ kind: 'git', url })
    },
  )

  test('[P10] names everything that is wrong at once', async () => {
    const error = await failureOf(
      define({ name: '-', origin: bucket, include: ['/abs/**', '[a'], schedule: '61 2 * * *' }, 'robin'),
    )
    expect(error.code).toBe('bad-arguments')
    expect(error.problems).toHaveLength(4)
  })

  test.each(['0 2 * *', '@daily', '0 0 30 2 *', '0 2 * * * *', 'every day', '* * * * 8'])(
    '[P10] refuses the schedule %s',
    async (schedule) => {
      expect((await failureOf(define({ name: 'hr', origin: bucket, schedule }, 'x'))).message).toContain('schedule')
    },
  )

  test.each(['uploads', 'samples', '', '/srv/share', 'a\nb'])('[P10] refuses the name %j', async (name) => {
    expect((await failureOf(define({ name, origin: bucket }, 'x'))).message).toContain('name')
  })

  test('replaces a definition only when told to', async () => {
    await define({ name: 'hr', origin: git, groups: ['hr'] }, 'x')
    expect((await failureOf(define({ name: 'hr', origin: bucket }, 'x'))).code).toBe('conflict')
    await define({ name: 'hr', origin: bucket }, 'x', { replace: true })
    expect((await registry.sources()).map(({ origin }) => origin)).toEqual([bucket])
  })

  test('keeps one folder from being two sources', async () => {
    await define({ name: 'hr', origin: { kind: 'folder', path: share } }, 'x')
    const error = await failureOf(define({ name: 'again', origin: { kind: 'folder', path: share } }, 'x'))
    expect(error).toMatchObject({ code: 'conflict', message: `${share} is the source "hr" already.` })
  })
})

describe('a defined source', () => {
  test('is ingested by its name, with its labels', async () => {
    const source = await define({ name: 'wiki', origin: git, groups: ['it'] }, 'x')
    const resolved = await resolveSource({ path: 'wiki' }, await registry.sources())
    expect(resolved).toEqual({ source, place: source.root })
  })

  test('gives way to a path of the same name that exists', async () => {
    await define({ name: 'test', origin: git }, 'x')
    const { source } = await resolveSource({ path: 'test' }, await registry.sources())
    expect(source).toMatchObject({ origin: { kind: 'folder' }, root: realpathSync('test') })
  })

  test('cannot be made to lie in a folder by ingesting one under its name', async () => {
    await define({ name: 'wiki', origin: git }, 'x')
    const error = await failureOf(resolveSource({ path: share, name: 'wiki' }, await registry.sources()))
    expect(error).toMatchObject({ code: 'conflict' })
  })

  test('is shown with its readers, when it is due, and how its last run ended', async () => {
    await define({ name: 'wiki', origin: git, groups: ['it', 'hr'], schedule: '0 2 * * *' }, 'x')
    const now = new Date(2026, 2, 2, 9).getTime()
    const run = { id: 'r1', source: 'wiki', status: 'succeeded' }
    const list = createListSources({ registry, runs: { list: async () => [run as never] }, clock: () => now })
    expect(await list.one('wiki')).toMatchObject({
      groups: ['hr', 'it'],
      nextRunAt: new Date(2026, 2, 3, 2).getTime(),
      lastRun: run,
    })
    expect(await failureOf(list.one('nothing'))).toMatchObject({ code: 'not-found', hint: 'Known sources: wiki.' })
  })

  test('is removed with its local copy; a folder stays as it is', async () => {
    const copy = (await define({ name: 'wiki', origin: git }, 'x')).root
    mkdirSync(copy, { recursive: true })
    await define({ name: 'share', origin: { kind: 'folder', path: share } }, 'x')
    const removeSource = createRemoveSource({
      registry,
      remove: async (removal) => {
        if ('source' in removal) await registry.removeSource(removal.source)
        return 3
      },
      audit: { append: async (event: AuditEvent) => void events.push(event) } as never,
      clock: () => 1,
      dataDir,
    })
    const { signal } = new AbortController()
    expect(await removeSource('wiki', 'robin', signal)).toBe(3)
    await removeSource('share', 'robin', signal)
    expect(await registry.sources()).toEqual([])
    expect(() => realpathSync(copy)).toThrow('ENOENT')
    expect(readFileSync(join(share, 'leave.md'), 'utf8')).toBe('# Leave')
    expect(events.at(-1)).toMatchObject({ action: 'source.removed', subject: 'share' })
    expect(await failureOf(removeSource('wiki', 'robin', signal))).toMatchObject({ code: 'not-found' })
  })
})
