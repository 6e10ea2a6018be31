import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createCredentials } from '../../ingest/sources/readers/credentials.ts'
import { createFolderReader } from '../../ingest/sources/readers/folder-reader.ts'
import { createGitReader } from '../../ingest/sources/readers/git-reader.ts'
import { createS3Reader } from '../../ingest/sources/readers/s3-reader.ts'
import { createWebReader } from '../../ingest/sources/readers/web-reader.ts'
import { createGitRepository } from '../support/sources/git-repository.ts'
import { startS3Server } from '../support/sources/s3-server.ts'
import { sourceOf } from '../support/sources/source-of.ts'
import { startWebSite } from '../support/sources/web-site.ts'
import { sourceReaderContract } from './source-reader.contract.ts'

const credentials = createCredentials(() => undefined)

function temporaryFolder() {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'lorekeep-source-')))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

sourceReaderContract('folders', async () => {
  const folder = temporaryFolder()
  return {
    reader: createFolderReader(),
    source: sourceOf({ kind: 'folder' }, folder.path),
    put(name, text) {
      mkdirSync(dirname(join(folder.path, name)), { recursive: true })
      writeFileSync(join(folder.path, name), text)
    },
    remove: (name) => rmSync(join(folder.path, name)),
    settle: () => undefined,
    pathOf: (name) => name,
    close: async () => folder.remove(),
  }
})

sourceReaderContract('Git repositories', async () => {
  const folder = temporaryFolder()
  const repository = createGitRepository()
  return {
    reader: createGitReader({ credentials, variable: (name) => process.env[name] }),
    source: sourceOf({ kind: 'git', url: repository.url }, join(folder.path, 'copy')),
    put: (name, text) => repository.write(name, text),
    remove: (name) => repository.remove(name),
    settle: () => void repository.commit(),
    pathOf: (name) => name,
    breakDown: async () => repository.close(),
    async close() {
      repository.close()
      folder.remove()
    },
  }
})

sourceReaderContract('web pages', async () => {
  const folder = temporaryFolder()
  const site = await startWebSite()
  const pathOf = (name: string) => new URL(`/wiki/${name.split('/').map(encodeURIComponent).join('/')}`, site.origin)
  const texts = new Map<string, string>()
  return {
    reader: createWebReader({ credentials, version: '1.2.3', pauseMs: 0 }),
    source: sourceOf(
      { kind: 'web', start: [], sitemaps: [`${site.origin}/sitemap.txt`], maxPages: 100, allowPrivate: true },
      folder.path,
    ),
    put: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
    settle() {
      site.pages.clear()
      for (const [name, text] of texts) {
        site.pages.set(pathOf(name).pathname, { headers: { 'content-type': 'text/markdown' }, body: text })
      }
      site.pages.set('/sitemap.txt', { body: [...texts.keys()].map((name) => pathOf(name).href).join('\n') })
    },
    pathOf: (name) => pathOf(name).href,
    breakDown: () => site.close(),
    async close() {
      if (site.pages.size > 0) await site.close().catch(() => undefined)
      folder.remove()
    },
  }
})

sourceReaderContract('buckets', async () => {
  const folder = temporaryFolder()
  const keyPair = { name: 'AKEXAMPLE', secret: 'a secret / with + signs' }
  const server = await startS3Server({ bucket: 'papers', keyPair, pageSize: 4 })
  const variables: Readonly<Record<string, string>> = {
    SOURCE_HR_KEY_ID: keyPair.name,
    SOURCE_HR_SECRET: keyPair.secret,
  }
  let clock = Date.parse('2026-03-01T08:00:00Z')
  return {
    reader: createS3Reader(createCredentials((name) => variables[name])),
    source: sourceOf({ kind: 's3', bucket: 'papers', endpoint: server.endpoint, credential: 'HR' }, folder.path),
    put: (name, text) => void server.objects.set(name, { body: text, modifiedAt: new Date((clock += 1000)) }),
    remove: (name) => void server.objects.delete(name),
    settle: () => undefined,
    pathOf: (name) => name,
    breakDown: () => server.close(),
    async close() {
      await server.close().catch(() => undefined)
      folder.remove()
    },
  }
})
