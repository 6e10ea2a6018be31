import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createBundledModel } from '../../../../../src/adapters/transformers/bundled/bundled-model.ts'
import { repositoryRoot } from '../../../../support/source-files.ts'

let folder: string
let told: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lorekeep-preparation-'))
  await writeFile(join(folder, 'status.json'), '{"updated_at": "2026-01-01"}')
  await follow('succeed')
  told = 0
})

afterEach(() => rm(folder, { recursive: true }))

const follow = (script: 'succeed' | 'fail' | 'crash' | 'exit') => writeFile(join(folder, 'script'), script)
const runs = async () => (await readFile(join(folder, 'runs'), 'utf8')).length

function open() {
  const ignore = () => {}
  return createBundledModel({
    modelSource: folder,
    dictionarySource: folder,
    modelsDir: folder,
    preparationWorkerPath: join(repositoryRoot, 'test/unit/adapters/transformers/bundled/scripted-preparation.mjs'),
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    onPreparing: () => told++,
  })
}

test('the files are prepared once, however many ask', async () => {
  const model = open()
  const [first, second] = await Promise.all([model.prepare(), model.prepare()])
  await model.prepare()

  expect(second).toEqual(first)
  expect(first.glossFile.startsWith(folder)).toBe(true)
  expect([await runs(), told]).toEqual([1, 1])
})

test('a caller who leaves does not stop the preparation for others', async () => {
  const model = open()
  const leaving = new AbortController()
  const one = model.prepare(leaving.signal)
  const other = model.prepare()
  leaving.abort()

  await expect(one).rejects.toMatchObject({ code: 'cancelled' })
  await expect(other).resolves.toMatchObject({ modelFolder: expect.stringContaining(folder) })
})

test('what went wrong in the thread reaches the caller whole', async () => {
  await follow('fail')
  await expect(open().prepare()).rejects.toMatchObject({
    code: 'data-damaged',
    message: 'The weights are damaged.',
    hint: 'Install again.',
  })
})

test.each([
  ['crash', 'out of luck'],
  ['exit', 'code 7'],
] as const)('a thread that dies (%s) is reported, and the next try starts afresh', async (script, reason) => {
  await follow(script)
  const model = open()
  await expect(model.prepare()).rejects.toMatchObject({ message: expect.stringContaining(reason) })

  await follow('succeed')
  await expect(model.prepare()).resolves.toMatchObject({ modelFolder: expect.stringContaining(folder) })
})

test('a dictionary package that is missing is reported, with what to do', async () => {
  await rm(join(folder, 'status.json'))
  await expect(open().prepare()).rejects.toMatchObject({
    code: 'data-damaged',
    hint: expect.stringContaining('npm ci'),
  })
})
