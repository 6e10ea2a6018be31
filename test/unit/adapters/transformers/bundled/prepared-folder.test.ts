import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import {
  isIntact,
  makePreparedFolder,
  type PreparedFolder,
} from '../../../../../src/adapters/transformers/bundled/prepared-folder.ts'

let parent: string
let folder: PreparedFolder

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'lorekeep-prepared-'))
  folder = { path: join(parent, 'models', 'small'), recipe: 'first' }
})

afterEach(() => rm(parent, { recursive: true }))

async function fill(empty: string): Promise<void> {
  await mkdir(join(empty, 'onnx'))
  await writeFile(join(empty, 'onnx/weights'), 'weights')
  await writeFile(join(empty, 'config'), 'config')
}

test('a folder is intact once it was made, and not before', async () => {
  expect(await isIntact(folder)).toBe(false)
  await makePreparedFolder(folder, fill)

  expect(await isIntact(folder)).toBe(true)
  expect(await readFile(join(folder.path, 'onnx/weights'), 'utf8')).toBe('weights')
})

test.each([
  ['a changed file', () => writeFile(join(folder.path, 'config'), 'confiG')],
  ['a cut file', () => writeFile(join(folder.path, 'onnx/weights'), 'w')],
  ['a missing file', () => rm(join(folder.path, 'config'))],
  ['a missing manifest', () => rm(join(folder.path, 'manifest.json'))],
  ['half a manifest', () => writeFile(join(folder.path, 'manifest.json'), '{"recipe": "fir')],
])('%s is noticed, and the folder made again', async (_, damage) => {
  await makePreparedFolder(folder, fill)
  await damage()
  expect(await isIntact(folder)).toBe(false)

  await makePreparedFolder(folder, fill)
  expect(await isIntact(folder)).toBe(true)
})

test('a folder of another recipe is replaced', async () => {
  await makePreparedFolder(folder, fill)
  const next = { ...folder, recipe: 'second' }
  expect(await isIntact(next)).toBe(false)
  await makePreparedFolder(next, async (empty) => writeFile(join(empty, 'other'), 'other'))

  expect(await isIntact(next)).toBe(true)
  expect((await readdir(folder.path)).toSorted()).toEqual(['manifest.json', 'other'])
})

test('several that make it at once all end with a whole folder and leave nothing beside it', async () => {
  await Promise.all(Array.from({ length: 8 }, () => makePreparedFolder(folder, fill)))

  expect(await isIntact(folder)).toBe(true)
  expect(await readdir(join(parent, 'models'))).toEqual(['small'])
})

test('work that fails leaves no folder behind', async () => {
  const failing = makePreparedFolder(folder, async (empty) => {
    await fill(empty)
    throw new Error('disk full')
  })

  await expect(failing).rejects.toMatchObject({ code: 'data-damaged', message: expect.stringContaining('disk full') })
  expect(await readdir(join(parent, 'models'))).toEqual([])
})

test('what a killed process left behind goes away, but not what another may be at work on', async () => {
  const abandoned = join(parent, 'models', 'small.1.making')
  const inWork = join(parent, 'models', 'small.2.making')
  for (const path of [abandoned, inWork]) await mkdir(path, { recursive: true })
  await utimes(abandoned, new Date(0), new Date(0))
  await makePreparedFolder(folder, fill)

  expect((await readdir(join(parent, 'models'))).toSorted()).toEqual(['small', 'small.2.making'])
})
