import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createOpenAiEmbedder } from '../../../src/adapters/openai/openai-embedder.ts'
import { answerJson, delayed, fail, answerAsUsual } from '../../support/openai-server/behaviours.ts'
import { embeddingOf } from '../../support/openai-server/embedding-vector.ts'
import { type OpenAiServer, startOpenAiServer } from '../../support/openai-server/openai-server.ts'

let server: OpenAiServer

beforeEach(async () => {
  server = await startOpenAiServer({ embeddingDimensions: 16, contextWindow: 200 })
})

afterEach(() => server.close())

const open = () =>
  createOpenAiEmbedder({
    baseUrl: server.baseUrl,
    model: 'test-model',
    apiKey: undefined,
    tier: 'on-prem',
    firstPauseMs: 1,
  })

const inputs = () => server.requests.map(({ body }) => (body as { input: readonly string[] }).input)

test('learns its dimension from the endpoint and names itself after the model', async () => {
  expect(await open().identity()).toEqual({ id: 'openai:test-model', dimension: 16 })
})

test('sends many texts in bounded requests and gives the vectors back in order', async () => {
  const texts = Array.from({ length: 100 }, (_, i) => `text ${i}`)
  const vectors = await open().embed(texts, 'document')

  expect(vectors).toHaveLength(100)
  texts.forEach((text, i) => expect(vectors[i]?.[0]).toBeCloseTo(embeddingOf(text, 16)[0] ?? NaN, 5))
  expect(Math.max(...inputs().map((input) => input.length))).toBeLessThanOrEqual(32)
})

test('asks for plain numbers and sends nothing but model, texts and format', async () => {
  await open().embed(['one'], 'query')

  expect(server.requests[0]?.body).toEqual({ model: 'test-model', input: ['one'], encoding_format: 'float' })
})

test('brings vectors to unit length', async () => {
  server.embeddings.script(answerJson({ data: [{ index: 0, embedding: [3, 4] }] }))

  expect(await open().embed(['one'], 'query')).toEqual([Float32Array.of(0.6, 0.8)])
})

test('puts vectors that come in another order back in place', async () => {
  server.embeddings.script(
    answerJson({
      data: [
        { index: 1, embedding: [0, 1] },
        { index: 0, embedding: [1, 0] },
      ],
    }),
  )

  expect(await open().embed(['first', 'second'], 'query')).toEqual([Float32Array.of(1, 0), Float32Array.of(0, 1)])
})

test('tries again what may pass, and not what does not', async () => {
  server.embeddings.script(fail(503), fail(429))
  await open().embed(['one'], 'query')
  expect(server.requests).toHaveLength(3)

  server.embeddings.byDefault(fail(401))
  await expect(open().embed(['one'], 'query')).rejects.toMatchObject({ code: 'model-rejected' })
  expect(server.requests).toHaveLength(4)
})

test('gives up after a few tries', async () => {
  server.embeddings.byDefault(fail(503))

  await expect(open().embed(['one'], 'query')).rejects.toMatchObject({ code: 'model-unavailable' })
  expect(server.requests).toHaveLength(4)
})

test.each([
  ['too few vectors', { data: [] }],
  ['no vectors', { hello: 1 }],
  ['a vector of zeros', { data: [{ index: 0, embedding: [0, 0] }] }],
  ['the wrong number', { data: [{ index: 5, embedding: [1, 0] }] }],
])('does not accept %s', async (_, body) => {
  server.embeddings.byDefault(answerJson(body))

  await expect(open().embed(['one'], 'query')).rejects.toMatchObject({ code: 'model-answer-invalid' })
})

test('does not accept vectors of another dimension than before', async () => {
  const embedder = open()
  await embedder.identity()
  server.embeddings.byDefault(answerJson({ data: [{ index: 0, embedding: [1, 0] }] }))

  await expect(embedder.embed(['one'], 'query')).rejects.toMatchObject({
    code: 'model-answer-invalid',
    message: expect.stringContaining('2 dimensions after one of 16'),
  })
})

test('embeds a text that is too long for the model in parts', async () => {
  const [vector] = await open().embed(['leave policy '.repeat(250)], 'document')

  expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5)
  expect(inputs().at(-1)?.[0]?.length).toBeLessThan(3250)
})

test('sends a question ahead of documents that wait', async () => {
  server.embeddings.byDefault(delayed(30, answerAsUsual()))
  const embedder = open()
  const documents = embedder.embed(
    Array.from({ length: 32 * 12 }, (_, i) => `document ${i}`),
    'document',
  )
  await server.waitForRequest(1)
  await embedder.embed(['the question'], 'query')

  const place = inputs().findIndex(([first]) => first === 'the question')
  expect(place).toBeGreaterThan(0)
  expect(place).toBeLessThan(11)
  await documents
})

test('ends the requests of a caller who leaves', async () => {
  server.embeddings.byDefault(delayed(5000, answerAsUsual()))
  const caller = new AbortController()
  const work = open().embed(['one'], 'query', caller.signal)
  const recorded = await server.waitForRequest(1)
  caller.abort()

  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  await recorded.finished
  expect(recorded.clientAborted).toBe(true)
})
