import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryAuditLog } from '../../../src/adapters/memory/memory-audit-log.ts'
import { createMemoryDocumentRegistry } from '../../../src/adapters/memory/memory-document-registry.ts'
import { administrator } from '../../../src/access/sign-in.ts'
import type { Principal } from '../../../src/domain/access/principal.ts'
import { sourceRoutes } from '../../../src/http/routes/sources.ts'
import { createDefineSource } from '../../../ingest/sources/define-source.ts'
import { createListSources } from '../../../ingest/sources/list-sources.ts'
import { createRemoveSource } from '../../../ingest/sources/remove-source.ts'
import { type RouteServer, serveRoutes } from '../../support/service/route-server.ts'

const employee: Principal = { id: 'u1', kind: 'key', name: 'Robin', groups: ['hr'] }

describe('sources over HTTP', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lorekeep-http-')))
  const share = join(folder, 'share')
  let served: RouteServer
  let caller: Principal

  beforeAll(async () => {
    mkdirSync(share)
    const registry = createMemoryDocumentRegistry()
    const parts = { registry, audit: createMemoryAuditLog(), clock: () => Date.now(), dataDir: join(folder, 'var') }
    const remove = async (removal: { readonly source: string } | { readonly documentIds: readonly string[] }) => {
      if ('source' in removal) await registry.removeSource(removal.source)
      return 0
    }
    served = await serveRoutes(
      () => caller,
      sourceRoutes({
        sources: createListSources(parts),
        defineSource: createDefineSource(parts),
        removeSource: createRemoveSource({ ...parts, remove }),
      }),
    )
  })

  beforeEach(() => {
    caller = administrator
  })

  afterAll(async () => {
    await served.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function send(method: string, path: string, body?: unknown) {
    const response = await fetch(`${served.address}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>
    return { status: response.status, type: response.headers.get('content-type') ?? '', json }
  }

  test('are defined, listed, shown and removed', async () => {
    const origin = { kind: 'git', url: 'https://git.example.com/wiki.git', branch: 'main', credential: 'WIKI' }
    const body = { name: '人事 wiki', origin, groups: ['hr'], schedule: '0 2 * * *', exclude: ['drafts/**'] }
    const created = await send('POST', '/sources', body)
    expect(created.status).toBe(201)
    expect(created.json).toMatchObject({ ...body, classification: 'internal', nextRunAt: expect.any(Number) })
    const path = `/sources/${encodeURIComponent('人事 wiki')}`
    expect((await send('GET', '/sources')).json).toEqual({ sources: [created.json] })
    expect((await send('GET', path)).json).toEqual(created.json)
    expect((await send('DELETE', path)).status).toBe(204)
    expect((await send('GET', path)).status).toBe(404)
  })

  test('fill in what a web source leaves out', async () => {
    const origin = { kind: 'web', sitemaps: ['https://example.com/sitemap.xml'] }
    const { json } = await send('POST', '/sources', { name: 'site', origin })
    expect(json['origin']).toEqual({ ...origin, start: [], maxPages: 10_000, allowPrivate: false })
  })

  test('are replaced only when asked', async () => {
    const origin = { kind: 's3', bucket: 'papers' }
    await send('POST', '/sources', { name: 'papers', origin })
    const again = await send('POST', '/sources', { name: 'papers', origin })
    expect(again).toMatchObject({ status: 409, json: { code: 'conflict' } })
    expect((await send('POST', '/sources', { name: 'papers', origin, replace: true })).status).toBe(201)
  })

  test.each([
    ['a path that is not absolute', { name: 'x', origin: { kind: 'folder', path: 'share' } }, 'bad-arguments'],
    ['a folder that is not there', { name: 'x', origin: { kind: 'folder', path: '/nowhere/x' } }, 'path-not-found'],
    ['a kind that nobody knows', { name: 'x', origin: { kind: 'ftp', url: 'ftp://x' } }, 'bad-request'],
    ['a field that nobody knows', { name: 'x', origin: { kind: 's3', bucket: 'papers' }, cron: '' }, 'bad-request'],
    [
      'a schedule that is none',
      { name: 'x', origin: { kind: 's3', bucket: 'b1b' }, schedule: 'daily' },
      'bad-arguments',
    ],
    ['a group that is none', { name: 'x', origin: { kind: 's3', bucket: 'b1b' }, groups: ['a|b'] }, 'bad-arguments'],
  ])('[P10] are refused as a problem for %s', async (_what, body, code) => {
    const { status, type, json } = await send('POST', '/sources', body)
    expect(status).toBe(400)
    expect(type).toContain('application/problem+json')
    expect(json).toMatchObject({ code, hint: expect.any(String) })
    expect((await send('GET', '/sources/x')).status).toBe(404)
  })

  test('may be a folder that exists', async () => {
    const { status, json } = await send('POST', '/sources', { name: 'share', origin: { kind: 'folder', path: share } })
    expect({ status, folder: json['folder'] }).toEqual({ status: 201, folder: share })
  })

  test.each([
    ['GET', '/sources'],
    ['POST', '/sources'],
    ['GET', '/sources/share'],
    ['DELETE', '/sources/share'],
  ])('are for administrators only: %s %s', async (method, path) => {
    caller = employee
    expect(await send(method, path, method === 'POST' ? {} : undefined)).toMatchObject({ status: 403 })
  })
})
