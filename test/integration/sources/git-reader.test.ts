import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createCredentials } from '../../../ingest/sources/readers/credentials.ts'
import { createGitReader } from '../../../ingest/sources/readers/git-reader.ts'
import { createGitRepository, type GitRepository } from '../../support/sources/git-repository.ts'
import { refresh, sourceOf, walkAll } from '../../support/sources/source-of.ts'
import { temporaryFolder } from './temporary-folder.ts'

const variable = (name: string) => process.env[name]
const credentials = createCredentials(() => undefined)
const reader = createGitReader({ credentials, variable })

describe('a source in a Git repository', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let repository: GitRepository
  let root: string

  beforeEach(() => {
    folder = temporaryFolder()
    root = join(folder.path, 'copy')
    repository = createGitRepository()
    repository.write('hr/leave.md', '# Leave')
    repository.write('it/passwords.md', '# Passwords')
  })

  afterEach(() => {
    repository.close()
    folder.remove()
  })

  const source = (branch?: string) =>
    sourceOf({ kind: 'git', url: repository.url, ...(branch !== undefined && { branch }) }, root)
  const paths = async () => (await walkAll(reader, source())).files.map(({ path }) => path)

  test('is fetched at its newest commit, which names the state', async () => {
    const first = repository.commit()
    expect(await refresh(reader, source())).toEqual({ revision: first, failures: [] })
    repository.write('hr/leave.md', '# Leave, changed')
    const second = repository.commit()
    expect((await refresh(reader, source())).revision).toBe(second)
    expect(readFileSync(join(root, 'hr/leave.md'), 'utf8')).toBe('# Leave, changed')
    expect(await paths()).toEqual(['hr/leave.md', 'it/passwords.md'])
  })

  test('is fetched without its history', async () => {
    for (let n = 0; n < 5; n += 1) {
      repository.write('hr/leave.md', `version ${n}`)
      repository.commit()
      await refresh(reader, source())
    }
    expect(readFileSync(join(root, '.git/shallow'), 'utf8').trim()).toMatch(/^[0-9a-f]{40}/)
    expect(readFileSync(join(root, 'hr/leave.md'), 'utf8')).toBe('version 4')
  })

  test('can be another branch than the default one', async () => {
    repository.commit()
    repository.git('checkout', '--quiet', '-b', 'release/2026')
    repository.write('release.md', '# Release')
    const commit = repository.commit()
    repository.git('checkout', '--quiet', 'main')
    expect((await refresh(reader, source('release/2026'))).revision).toBe(commit)
    expect(await paths()).toContain('release.md')
    await expect(refresh(reader, source('nothing'))).rejects.toMatchObject({
      code: 'source-unavailable',
      message: expect.stringContaining('has no branch nothing'),
    })
  })

  test('leaves the time of unchanged files alone', async () => {
    repository.commit()
    await refresh(reader, source())
    const long = new Date('2026-01-01T00:00:00Z')
    utimesSync(join(root, 'hr/leave.md'), long, long)
    utimesSync(join(root, 'it/passwords.md'), long, long)
    repository.write('it/passwords.md', '# Passwords, changed')
    repository.commit()
    await refresh(reader, source())
    expect(statSync(join(root, 'hr/leave.md')).mtime).toEqual(long)
    expect(statSync(join(root, 'it/passwords.md')).mtime).not.toEqual(long)
  })

  test('loses what somebody put into the copy or changed there', async () => {
    repository.commit()
    await refresh(reader, source())
    writeFileSync(join(root, 'foreign.md'), 'not from the repository')
    writeFileSync(join(root, 'hr/leave.md'), 'changed in the copy')
    await refresh(reader, source())
    expect(await paths()).toEqual(['hr/leave.md', 'it/passwords.md'])
    expect(readFileSync(join(root, 'hr/leave.md'), 'utf8')).toBe('# Leave')
  })

  test.each([
    ['its objects are gone', (copy: string) => rmSync(join(copy, '.git/objects'), { recursive: true })],
    ['its HEAD is damaged', (copy: string) => writeFileSync(join(copy, '.git/HEAD'), '\0\0\0')],
    ['its index is damaged', (copy: string) => writeFileSync(join(copy, '.git/index'), 'nothing of an index')],
    ['it is no repository', (copy: string) => rmSync(join(copy, '.git'), { recursive: true })],
  ])('is fetched anew when %s', async (_what, damage) => {
    repository.commit()
    await refresh(reader, source())
    damage(root)
    repository.write('new.md', '# New')
    const commit = repository.commit()
    expect((await refresh(reader, source())).revision).toBe(commit)
    expect(await paths()).toEqual(['hr/leave.md', 'it/passwords.md', 'new.md'])
    expect(readdirSync(folder.path)).toEqual(['copy'])
  })

  test('goes on where a killed git left its lock', async () => {
    repository.commit()
    await refresh(reader, source())
    writeFileSync(join(root, '.git/index.lock'), '')
    repository.write('new.md', '# New')
    repository.commit()
    await refresh(reader, source())
    expect(await paths()).toContain('new.md')
  })

  test('runs nothing that the repository brings', async () => {
    const trace = join(folder.path, 'trace')
    repository.write('.gitattributes', '*.md filter=evil')
    repository.write('.githooks/post-checkout', `#!/bin/sh\ntouch ${trace}\n`)
    repository.write('.gitmodules', `[submodule "sub"]\n\tpath = sub\n\turl = ext::sh -c "touch ${trace}"\n`)
    repository.commit()
    await refresh(reader, source())
    expect(existsSync(trace)).toBe(false)
    expect(existsSync(join(root, '.git/hooks'))).toBe(false)
    expect(await paths()).toEqual(['hr/leave.md', 'it/passwords.md'])
  })

  test.each(['ext::sh -c "touch /tmp/lorekeep-ext"', '--upload-pack=touch /tmp/lorekeep-ext', 'git://127.0.0.1/x'])(
    'never runs an address: %s',
    async (url) => {
      const evil = sourceOf({ kind: 'git', url }, root)
      await expect(refresh(reader, evil)).rejects.toMatchObject({ code: 'source-unavailable' })
      expect(existsSync('/tmp/lorekeep-ext')).toBe(false)
    },
  )

  test('[P10] says that git is not installed', async () => {
    const without = createGitReader({ credentials, variable, program: 'git-that-is-not-there' })
    await expect(refresh(without, source())).rejects.toMatchObject({
      code: 'bad-configuration',
      message: 'The program git-that-is-not-there is not installed; sources in Git need it.',
    })
  })

  test('is stopped while it is being fetched, and leaves nothing half', async () => {
    const server = await silentServer()
    const slow = sourceOf({ kind: 'git', url: `${server.url}/wiki.git` }, root)
    const stopping = new AbortController()
    const fetching = reader.refresh(slow, () => undefined, stopping.signal)
    await pause(200)
    stopping.abort(new Error('stopped by the test'))
    await expect(fetching).rejects.toThrow('stopped by the test')
    expect(existsSync(root)).toBe(false)
    await server.close()
  })

  test('[P10] asks for a credential where the server wants one, and never for a password', async () => {
    const server = await silentServer(401)
    const closed = sourceOf({ kind: 'git', url: `${server.url}/wiki.git` }, root)
    await expect(refresh(reader, closed)).rejects.toMatchObject({
      code: 'source-unavailable',
      hint: expect.stringContaining('credential'),
    })
    await server.close()
  })

  test('[P10] names the variable of a credential that is not set', async () => {
    const secret = sourceOf({ kind: 'git', url: 'https://git.example.com/x.git', credential: 'HR' }, root)
    await expect(refresh(reader, secret)).rejects.toMatchObject({
      code: 'bad-configuration',
      message: expect.stringContaining('SOURCE_HR_TOKEN'),
    })
  })
})

/** Never answers, or always with a status. */
async function silentServer(status?: number) {
  const server: Server = createServer((_request, response) => {
    if (status !== undefined) response.writeHead(status, { 'www-authenticate': 'Basic realm="git"' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
