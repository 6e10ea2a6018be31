import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  createLocalModelEmbedder,
  type LocalModelEmbedderOptions,
} from '../../../src/adapters/transformers/embedding/local-model-embedder.ts'
import { openBundledEmbedder, silentLog, workerPaths } from './bundled-embedder.ts'

const bundled = openBundledEmbedder()
let folder: string

beforeAll(async () => {
  const { modelFolder } = await bundled.prepare()
  folder = join(await mkdtemp(join(tmpdir(), 'lorekeep-local-')), 'my-model')
  await mkdir(folder)
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx']) {
    await symlink(join(modelFolder, name), join(folder, name))
  }
})

afterAll(async () => {
  await bundled.close()
  await rm(folder, { recursive: true })
})

const open = (over: Partial<LocalModelEmbedderOptions> = {}) =>
  createLocalModelEmbedder({ modelDir: folder, embeddingWorkerPath: workerPaths.embedding, log: silentLog, ...over })

test('a folder is named after itself, and otherwise when it is used in another way', async () => {
  const plain = await open().identity()
  expect(plain).toEqual({ id: expect.stringMatching(/^my-model-[0-9a-f]{12}$/), dimension: 384, tokens: 'tokens-2' })
  expect(await open().identity()).toEqual(plain)
  expect((await open({ queryPrefix: 'query: ' }).identity()).id).not.toBe(plain.id)
})

test('gives the vectors of the model, with the prefix before the text', async () => {
  const plain = open()
  const prefixed = open({ queryPrefix: 'query: ' })
  const [expected] = await bundled.embed(['query: annual leave'], 'query')

  expect(cosine((await prefixed.embed(['annual leave'], 'query'))[0], expected)).toBeCloseTo(1, 5)
  expect(cosine((await plain.embed(['query: annual leave'], 'query'))[0], expected)).toBeCloseTo(1, 5)
  await Promise.all([plain.close(), prefixed.close()])
})

test('pools as the folder says', async () => {
  await mkdir(join(folder, '1_Pooling'))
  await writeFile(join(folder, '1_Pooling/config.json'), '{"pooling_mode_cls_token": true}')
  const first = open()
  const [vector] = await first.embed(['annual leave'], 'query')
  const [mean] = await bundled.embed(['annual leave'], 'query')

  expect(cosine(vector, mean)).toBeLessThan(0.95)
  await first.close()
  await rm(join(folder, '1_Pooling'), { recursive: true })
})

test.each([
  ['that is not there', { modelDir: '/nowhere/at-all' }],
  ['without weights', { modelDir: join(tmpdir()) }],
])('a folder %s is reported with what it needs', async (_, over) => {
  await expect(open(over).identity()).rejects.toMatchObject({
    code: 'bad-configuration',
    hint: expect.stringContaining('tokenizer.json'),
  })
})

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  return a?.reduce((sum, value, i) => sum + value * (b?.[i] ?? 0), 0) ?? NaN
}
