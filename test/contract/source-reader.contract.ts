import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { Source } from '../../src/domain/documents/source.ts'
import { comparePaths } from '../../src/domain/documents/compare-paths.ts'
import type { SourceReader } from '../../ingest/sources/readers/source-reader.ts'
import { refresh, walkAll } from '../support/sources/source-of.ts'

/** A place with documents that can be changed, and a source that reads them. */
export interface SourceWorld {
  readonly reader: SourceReader
  readonly source: Source
  /** Writes a Markdown document of this name; visible after `settle`. */
  put(name: string, text: string): void
  remove(name: string): void
  settle(): void
  /** What the document of a name is called. */
  pathOf(name: string): string
  /** Makes the origin unreachable; absent for one that always is there. */
  breakDown?(): Promise<void>
  close(): Promise<void>
}

const names = [
  'a-b.md',
  'a/b.md',
  'a/制度.md',
  'a0.md',
  'z.md',
  'Ä.md',
  '年假.md',
  '😀.md',
  'ｆull.md',
  'with space+plus.md',
]

/** What every reader of sources promises. */
export function sourceReaderContract(name: string, createWorld: () => Promise<SourceWorld>): void {
  describe(`the source reader of ${name}`, () => {
    let world: SourceWorld

    beforeEach(async () => {
      world = await createWorld()
    })

    afterEach(() => world.close())

    const put = (texts: Readonly<Record<string, string>>) => {
      for (const [name, text] of Object.entries(texts)) world.put(name, text)
      world.settle()
    }
    const walk = async (source = world.source) => (await walkAll(world.reader, source)).files
    const paths = async (source = world.source) => (await walk(source)).map(({ path }) => path)

    test('finds every document with its text, in code-point order of path', async () => {
      put(Object.fromEntries(names.map((name) => [name, `text of ${name}`])))
      await refresh(world.reader, world.source)
      const files = await walk()
      expect(files.map(({ path }) => path)).toEqual(names.map((name) => world.pathOf(name)).toSorted(comparePaths))
      const texts = files.map(({ absolutePath }) => readFileSync(absolutePath, 'utf8').replace('\uFEFF', ''))
      expect(texts.toSorted()).toEqual(names.map((name) => `text of ${name}`).toSorted())
      for (const { path, absolutePath, name, bytes, modifiedAt } of files) {
        expect(await world.reader.locate(world.source, path)).toBe(absolutePath)
        expect(name).toMatch(/\.md$/)
        expect(bytes).toBeGreaterThan(0)
        expect(Number.isInteger(modifiedAt)).toBe(true)
      }
    })

    test('leaves size and time of unchanged documents as they were', async () => {
      put({ 'one.md': 'one', 'two.md': 'two' })
      await refresh(world.reader, world.source)
      const before = await walk()
      put({ 'two.md': 'two, but longer' })
      await refresh(world.reader, world.source)
      const after = await walk()
      expect(after[0]).toEqual(before[0])
      expect(after[1]?.bytes).not.toBe(before[1]?.bytes)
    })

    test('[P4] loses documents that are deleted, and finds new ones', async () => {
      put({ 'goes.md': 'goes', 'stays.md': 'stays' })
      await refresh(world.reader, world.source)
      world.remove('goes.md')
      put({ 'new.md': 'new' })
      await refresh(world.reader, world.source)
      expect(await paths()).toEqual([world.pathOf('new.md'), world.pathOf('stays.md')])
    })

    test('passes over what the globs do not want', async () => {
      put({ 'drafts/plan.md': 'draft', 'hr/leave.md': 'leave', 'hr/old.md': 'old' })
      const source: Source = {
        ...world.source,
        include: ['**/hr/**', '**/drafts/**'],
        exclude: ['**/DRAFTS/**', '**/old.md'],
      }
      await refresh(world.reader, source)
      expect(await paths(source)).toEqual([world.pathOf('hr/leave.md')])
    })

    test('says that a place does not exist', async () => {
      put({ 'one.md': 'one' })
      await refresh(world.reader, world.source)
      const walkNowhere = async () => {
        const notes = { skipped: () => undefined, unreadable: () => undefined }
        for await (const file of world.reader.walk(world.source, [`${world.source.root}/nowhere`], notes)) {
          throw new Error(`found ${file.path}`)
        }
      }
      await expect(walkNowhere()).rejects.toMatchObject({ code: 'path-not-found' })
    })

    test('keeps the last good copies when the origin cannot be reached', async () => {
      if (world.breakDown === undefined) return
      put({ 'one.md': 'one', 'two.md': 'two' })
      await refresh(world.reader, world.source)
      const before = await walk()
      await world.breakDown()
      await expect(refresh(world.reader, world.source)).rejects.toMatchObject({ code: 'source-unavailable' })
      expect(await walk()).toEqual(before)
    })

    test('stops when it is told to', async () => {
      if (world.breakDown === undefined) return
      put({ 'one.md': 'one' })
      const reason = new Error('stopped by the test')
      const stopped = world.reader.refresh(world.source, () => undefined, AbortSignal.abort(reason))
      await expect(stopped).rejects.toThrow('stopped by the test')
    })
  })
}
