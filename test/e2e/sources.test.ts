import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGitRepository } from '../support/sources/git-repository.ts'
import { htmlPage, startWebSite } from '../support/sources/web-site.ts'
import { runCommand, temporaryDataFolder } from '../support/service/service-process.ts'

const share = realpathSync(mkdtempSync(join(tmpdir(), 'lorekeep-share-')))
const data = temporaryDataFolder()

beforeAll(() => writeFileSync(join(share, 'leave.md'), '# Leave\n\nEverybody has 27 days of leave.\n'))

afterAll(() => {
  data.remove()
  rmSync(share, { recursive: true, force: true })
})

const run = (...args: readonly string[]) => runCommand(data.path, args)

describe('sources on the command line', () => {
  test('are added, ingested by name, listed, shown and removed', async () => {
    const schedule = ['--schedule', '0 2 * * *']
    const added = await run('source', 'add', 'policies', '--folder', share, '--groups', 'everyone', ...schedule)
    expect(added.stdout).toContain('Nothing is ingested yet.')
    expect(added.stdout).toContain('lorekeep ingest "policies"')
    const ingested = await run('ingest', 'policies', '--json')
    expect(JSON.parse(ingested.stdout)).toMatchObject({ source: 'policies', added: 1 })
    expect((await run('source', 'list')).stdout).toContain(share)
    const shown = JSON.parse((await run('source', 'show', 'policies', '--json')).stdout) as unknown
    expect(shown).toMatchObject({ name: 'policies', folder: share, groups: ['everyone'], schedule: '0 2 * * *' })
    expect((await run('source', 'remove', 'policies')).stdout).toContain('Source policies removed, with 1 documents.')
    expect((await run('source', 'show', 'policies')).code).toBe(1)
  })

  test('[P4] can be a Git repository, whose commit the report names', async () => {
    const repository = createGitRepository()
    repository.write('hr/leave.md', '# Leave\n\nEverybody has 27 days of leave.\n')
    repository.write('it/old.md', '# Old\n\nThis is thrown away.\n')
    const first = repository.commit()
    await run('source', 'add', 'wiki', '--git', repository.url, '--groups', 'everyone')
    const added = await run('ingest', 'wiki', '--json')
    expect(JSON.parse(added.stdout)).toMatchObject({ added: 2, failed: 0, revision: first })
    repository.remove('it/old.md')
    const second = repository.commit()
    const changed = await run('ingest', 'wiki', '--json')
    expect(JSON.parse(changed.stdout)).toMatchObject({ unchanged: 1, removed: 1, revision: second })
    repository.close()
    const failed = await run('ingest', 'wiki', '--json')
    expect(failed.code).toBe(1)
    expect(JSON.parse(failed.stdout)).toMatchObject({ error: { code: 'source-unavailable' } })
    expect((await run('status', '--documents')).stdout).toContain('hr/leave.md')
    expect((await run('source', 'remove', 'wiki')).stdout).toContain('with 1 documents')
    expect(readdirSync(join(data.path, 'sources'))).toEqual([])
  })

  test('can be web pages, cited by their address', async () => {
    const site = await startWebSite()
    site.pages.set('/docs/', { body: htmlPage('The badge office opens at half past seven.') })
    await run('source', 'add', 'intranet', '--web', `${site.origin}/docs/`, '--allow-private', '--groups', 'everyone')
    const added = await run('ingest', 'intranet', '--json')
    expect(JSON.parse(added.stdout)).toMatchObject({ added: 1, failed: 0 })
    expect((await run('search', 'badge office', '--json')).stdout).toContain(`${site.origin}/docs/`)
    await site.close()
    expect((await run('source', 'remove', 'intranet')).code).toBe(0)
  })

  test('[P10] are refused with exit code 2 when they make no sense', async () => {
    for (const args of [
      ['x'],
      ['x', '--folder', share, '--git', 'https://git.example.com/x.git'],
      ['x', '--folder', share, '--branch', 'main'],
      ['x', '--git', 'ext::sh -c id'],
      ['x', '--folder', share, '--schedule', 'daily'],
    ]) {
      const { code, stderr } = await run('source', 'add', ...args)
      expect(code).toBe(2)
      expect(stderr).toMatch(/^Error: /)
      expect(stderr).not.toMatch(/\n\s+at /)
    }
  })
})
