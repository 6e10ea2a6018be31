import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createLeases, type Leases } from '../../../../src/adapters/chroma/leases.ts'
import { identityOf } from '../../../../src/adapters/chroma/process-identity.ts'

let parent: string

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'lorekeep-leases-'))
})

afterEach(async () => {
  await rm(parent, { recursive: true })
})

function leasesOf(holder: string, folder = 'leases', self = identityOf(process.pid)): Leases {
  return createLeases(join(parent, folder), self ?? { pid: process.pid }, holder)
}

describe('leases', () => {
  test('count everybody who still needs the server', async () => {
    const [one, two] = [leasesOf('one'), leasesOf('two')]
    await one.take()
    await two.take()
    const both = await two.count()

    await one.drop()

    expect(both).toBe(2)
    expect(await two.count()).toBe(1)
    expect([await one.held(), await two.held()]).toEqual([false, true])
  })

  test('of dead processes do not count and are removed', async () => {
    const mine = leasesOf('mine')
    await mine.take()
    await leasesOf('dead', 'leases', { pid: process.pid, birth: 'an-earlier-boot.1' }).take()
    await leasesOf('gone', 'leases', { pid: 2 ** 30, birth: 'x.1' }).take()
    await writeFile(join(parent, 'leases', '.DS_Store'), '')

    expect(await mine.count()).toBe(1)
    expect(await readdir(join(parent, 'leases'))).toHaveLength(1)
  })

  test('that were copied along with their folder do not count', async () => {
    await leasesOf('original').take()
    await cp(join(parent, 'leases'), join(parent, 'copy'), { recursive: true })

    expect(await leasesOf('other', 'copy').count()).toBe(0)
  })

  test('are none where the folder was deleted', async () => {
    const mine = leasesOf('mine')

    expect(await mine.held()).toBe(false)
    expect(await mine.count()).toBe(0)
  })
})
