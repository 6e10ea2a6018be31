import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand, temporaryDataFolder } from '../support/service-process.ts'

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
