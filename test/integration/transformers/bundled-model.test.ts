import { cp, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  type BundledModelOptions,
  createBundledModel,
} from '../../../src/adapters/transformers/bundled/bundled-model.ts'
import { modelSources, openBundledEmbedder, silentLog, workerPaths } from './bundled-embedder.ts'

let modelsDir: string
let prepared: number

beforeEach(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'lorekeep-models-'))
  prepared = 0
})

afterEach(() => rm(modelsDir, { recursive: true }))

const open = (over: Partial<BundledModelOptions> = {}) =>
  createBundledModel({
    ...modelSources,
    modelsDir,
    preparationWorkerPath: workerPaths.preparation,
    log: silentLog,
    onPreparing: () => prepared++,
    ...over,
  })

test('the files are made once, reused, and made again when one is damaged', async () => {
  const { modelFolder, glossFile } = await open().prepare()
  expect((await stat(join(modelFolder, 'onnx/model_quantized.onnx'))).size).toBeGreaterThan(20_000_000)
  expect((await stat(glossFile)).size).toBeGreaterThan(4_000_000)
  expect(prepared).toBe(1)

  await open().prepare()
  expect(prepared).toBe(1)

  await truncate(glossFile, 1000)
  await open().prepare()
  expect(prepared).toBe(2)
  expect((await stat(glossFile)).size).toBeGreaterThan(4_000_000)
})

test('a weights file that is not the known one is refused, with what to do', async () => {
  const other = join(modelsDir, 'other')
  await cp(modelSources.modelSource, other, { recursive: true })
  await writeFile(join(other, 'config.json'), '{}')

  await expect(open({ modelSource: other }).prepare()).rejects.toMatchObject({
    code: 'data-damaged',
    message: expect.stringContaining('config.json'),
    hint: expect.stringContaining('npm ci'),
  })
})

describe('the bundled embedder', () => {
  const embedder = openBundledEmbedder()
  afterAll(() => embedder.close())

  test('keeps the name that stored vectors go by', async () => {
    expect(await embedder.identity()).toEqual({ id: 'minilm-l6-v2-int8+cedict-1', dimension: 384, tokens: 'tokens-2' })
  })

  test('keeps the vectors that are stored: the same numbers as when they were made', async () => {
    const [vector = new Float32Array()] = await embedder.embed(['annual leave'], 'query')
    expect(Array.from(vector.slice(0, 6), (value) => Number(value.toFixed(3)))).toMatchInlineSnapshot(`
[
  0.048,
  0.059,
  0.051,
  0.037,
  0.072,
  0.05,
]
`)
  })

  test('finds the English passage for a Chinese question, and the other way round', async () => {
    const passages = [
      'Employees receive 25 days of annual leave each year.',
      'Passwords must have at least twelve characters.',
      '采购金额超过五万元须经财务总监审批。',
    ]
    const documents = await embedder.embed(passages, 'document')
    const nearest = async (question: string) => {
      const [query = new Float32Array()] = await embedder.embed([question], 'query')
      const cosines = documents.map((vector) => vector.reduce((sum, value, i) => sum + value * (query[i] ?? 0), 0))
      return passages[cosines.indexOf(Math.max(...cosines))]
    }

    expect(await nearest('员工每年有多少天年假？')).toBe(passages[0])
    expect(await nearest('密码至少要几个字符？')).toBe(passages[1])
    expect(await nearest('Who approves purchases above fifty thousand?')).toBe(passages[2])
  })
})
