import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from '@jest/globals'
import { createLocalReranker } from '../../../src/adapters/transformers/reranking/local-reranker.ts'
import { expectedScore, writeCrossEncoder } from '../../support/models/cross-encoder.ts'
import { openBundledEmbedder, silentLog, workerPaths } from './bundled-embedder.ts'

/** Words by their numbers in the vocabulary of the tokenizer. */
const vocabulary = { who: 2040, approved: 4844, annual: 3296, leave: 2681, the: 1996, manager: 3208, office: 2436 }
const longest = 24

const bundled = openBundledEmbedder()
const folder = await mkdtemp(join(tmpdir(), 'lorekeep-cross-encoder-'))

beforeEach(async () => {
  await writeCrossEncoder(folder, (await bundled.prepare()).modelFolder, longest)
})

afterAll(async () => {
  await bundled.close()
  await rm(folder, { recursive: true })
})

const open = (threads = 1) =>
  createLocalReranker({
    modelDir: folder,
    rerankWorkerPath: workerPaths.rerank,
    threads,
    timeoutMs: 60_000,
    log: silentLog,
  })

async function scores(question: string, texts: readonly string[]): Promise<readonly number[]> {
  const reranker = await open()
  try {
    return await reranker.scores(question, texts)
  } finally {
    await reranker.close()
  }
}

test('the scores are those of the model, for question and text as two parts of one input', async () => {
  const { who, approved, annual, leave, the, manager, office } = vocabulary
  const found = await scores('Who approved annual leave', ['The manager approved leave', 'the office', 'annual leave'])

  const question = [who, approved, annual, leave]
  const expected = [
    [the, manager, approved, leave],
    [the, office],
    [annual, leave],
  ]
  for (const [at, text] of expected.entries()) expect(found[at]).toBeCloseTo(expectedScore(question, text), 5)
})

test('of what is too long the end is left out, of the text first, and the question keeps half of the room', async () => {
  const { annual, leave, office } = vocabulary
  const [longText] = await scores('annual leave', [`leave ${'office '.repeat(100)}`])
  const [longQuestion] = await scores(`annual ${'leave '.repeat(100)}`, ['office leave '.repeat(50)])

  const room = longest - 3
  const offices = Array<number>(room - 3).fill(office)
  expect(longText).toBeCloseTo(expectedScore([annual, leave], [leave, ...offices]), 5)
  const half = Math.ceil(room / 2)
  const asked = [annual, ...Array<number>(half - 1).fill(leave)]
  const said = Array.from({ length: room - half }, (_, at) => (at % 2 === 0 ? office : leave))
  expect(longQuestion).toBeCloseTo(expectedScore(asked, said), 5)
})

test.each([
  ['without its weights', 'onnx/model.onnx', undefined, 'onnx/model_quantized.onnx'],
  ['without a tokenizer', 'tokenizer.json', undefined, 'tokenizer.json'],
  ['with a broken configuration', 'config.json', '{', 'config.json cannot be read'],
  ['with an embedding model', 'config.json', '{"architectures": ["BertModel"]}', 'BertModel'],
  [
    'with a classifier',
    'config.json',
    '{"architectures": ["BertForSequenceClassification"], "id2label": {"0": "bad", "1": "good", "2": "fine"}}',
    '3 classes',
  ],
])('a folder %s is refused at the start, with what it needs', async (_, file, content, named) => {
  if (content === undefined) await rm(join(folder, file))
  else await writeFile(join(folder, file), content)

  await expect(open()).rejects.toMatchObject({
    code: 'bad-configuration',
    message: expect.stringMatching(new RegExp(`${folder}.*${named.replaceAll('.', String.raw`\.`)}`)),
    hint: expect.stringContaining('RERANK_FOLDER'),
  })
})

test('weights that cannot be read are reported when they are loaded', async () => {
  const weights = await readFile(join(folder, 'onnx/model.onnx'))
  await writeFile(join(folder, 'onnx/model.onnx'), weights.subarray(0, 1000))
  const reranker = await open()

  await expect(reranker.prepare?.()).rejects.toMatchObject({
    code: 'model-unavailable',
    hint: expect.stringContaining('lorekeep doctor'),
  })
  await reranker.close()
})

test('more than a few searches at once are refused rather than kept waiting', async () => {
  const reranker = await open()
  const texts = Array<string>(300).fill('Page of a manual on pumps.')
  const outcomes = await Promise.allSettled([
    reranker.scores('pumps', texts),
    reranker.scores('pumps', texts),
    reranker.scores('pumps', ['pumps']),
  ])

  expect(outcomes).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: { code: 'model-unavailable' } },
    { status: 'fulfilled' },
  ])
  await reranker.close()
})
