import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createFolderReader } from '../../../ingest/sources/readers/folder-reader.ts'
import { sourceOf, walkAll } from '../../support/sources/source-of.ts'
import { temporaryFolder } from './temporary-folder.ts'

describe('a folder that holds the one Lorekeep writes to', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let dataDir: string

  beforeEach(() => {
    folder = temporaryFolder()
    dataDir = join(folder.path, 'services/lorekeep')
    write('plan.md')
    write('services/other/plan.md')
    write('services/lorekeep/sources/board-1a2b/minutes.md')
    write('services/lorekeep/uploads/minutes.md')
  })

  afterEach(() => folder.remove())

  function write(path: string) {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true })
    writeFileSync(join(folder.path, path), path)
  }

  const pathsIn = async (root: string, except = dataDir) => {
    const walked = await walkAll(createFolderReader(except), sourceOf({ kind: 'folder' }, root))
    expect(walked.unreadable).toEqual([])
    return walked.files.map(({ path }) => path)
  }

  test('[P2] does not show copies of other sources', async () => {
    expect(await pathsIn(folder.path)).toEqual(['plan.md', 'services/other/plan.md'])
  })

  test('[P2] nor when DATA_DIR is spelt by way of a link', async () => {
    const link = join(folder.path, 'link')
    symlinkSync(dataDir, link)
    expect(await pathsIn(folder.path, link)).toEqual(['plan.md', 'services/other/plan.md'])
  })

  test('[P2] refuses a place in it, and the folder itself', async () => {
    const reader = createFolderReader(dataDir)
    const source = sourceOf({ kind: 'folder' }, folder.path)
    const notes = { skipped: () => undefined, unreadable: () => undefined }
    for (const place of [dataDir, join(dataDir, 'uploads'), join(dataDir, 'uploads/minutes.md')]) {
      const first = reader.walk(source, [place], notes)[Symbol.asyncIterator]().next()
      await expect(first).rejects.toMatchObject({ code: 'path-not-found', hint: expect.stringContaining('DATA_DIR') })
    }
    await expect(pathsIn(dataDir)).rejects.toMatchObject({ code: 'path-not-found' })
  })

  test('a source that lies in it as a whole is read as any other', async () => {
    expect(await pathsIn(join(dataDir, 'uploads'))).toEqual(['minutes.md'])
  })
})
