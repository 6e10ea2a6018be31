import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createEndpointReranker } from '../../../src/adapters/openai/endpoint-reranker.ts'
import type { LorekeepError } from '../../../src/domain/errors.ts'
import type { EndpointAccount } from '../../../src/ports/endpoint-account.ts'
import { answerAsUsual, answerJson, delayed, fail } from '../../support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../../support/openai-server/openai-server.ts'

let server: OpenAiServer

beforeEach(async () => {
  server = await startOpenAiServer()
})

afterEach(() => server.close())

const open = (model: string | undefined = 'test-model', timeoutMs?: number) =>
  createEndpointReranker({
    baseUrl: server.baseUrl,
    model,
    apiKey: undefined,
    tier: 'on-prem',
    ...(timeoutMs !== undefined && { timeoutMs }),
  })

test('gives the scores in the order of the texts, whatever order they come in', async () => {
  expect(await open().scores('annual leave', ['travel', 'annual leave', 'sick leave'])).toEqual([0, 1, 0.5])
})

test('sends many texts in bounded requests', async () => {
  const texts = Array.from({ length: 70 }, (_, i) => (i === 69 ? 'leave' : `text ${i}`))

  const scores = await open().scores('leave', texts)

  expect(scores).toHaveLength(70)
  expect(scores.at(-1)).toBe(1)
  const sizes = server.requests.map(({ body }) => (body as { documents: readonly string[] }).documents.length)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(32)
})

test('reads the answer of a server that has no names for its model', async () => {
  server.rerank.script(
    answerJson([
      { index: 1, score: 0.9 },
      { index: 0, score: 0.1 },
    ]),
  )

  expect(await open().scores('leave', ['one', 'two'])).toEqual([0.1, 0.9])
})

test('asks such a server in its own words', async () => {
  await createEndpointReranker({ baseUrl: server.baseUrl, model: undefined, apiKey: undefined, tier: 'on-prem' })
    .scores('leave', ['one'])
    .catch(() => undefined)

  expect(server.requests.at(-1)?.body).toEqual({ query: 'leave', texts: ['one'], truncate: true })
})

test.each([
  ['is out of order', fail(503), 'model-unavailable'],
  ['answers something else', answerJson({ ok: true }), 'model-answer-invalid'],
  ['leaves a text out', answerJson({ results: [{ index: 0, relevance_score: 1 }] }), 'model-answer-invalid'],
])('says so when the endpoint %s', async (_what, behaviour, code) => {
  server.rerank.script(behaviour)

  await expect(open().scores('leave', ['one', 'two'])).rejects.toMatchObject({ code })
})

test('accounts for every request of a failed call, those given up as well', async () => {
  server.rerank.script(fail(503), delayed(5000, answerAsUsual()))
  const ends: string[] = []
  const account: EndpointAccount = {
    pay: async (_request, make) => {
      try {
        return (await make()).value
      } catch (error) {
        ends.push((error as LorekeepError).code)
        throw error
      }
    },
  }
  const options = { baseUrl: server.baseUrl, model: 'test-model', apiKey: undefined, tier: 'on-prem', account } as const
  const texts = Array.from({ length: 40 }, (_, i) => `text ${i}`)

  await expect(createEndpointReranker(options).scores('leave', texts)).rejects.toMatchObject({
    code: 'model-unavailable',
  })
  expect(ends).toEqual(['model-unavailable', 'cancelled'])
})

test('does not wait longer than the limit, nor for a caller that left', async () => {
  server.rerank.script(delayed(5000, answerAsUsual()), delayed(5000, answerAsUsual()))

  await expect(open('test-model', 50).scores('leave', ['one'])).rejects.toMatchObject({ code: 'model-timeout' })
  await expect(open().scores('leave', ['one'], AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
})
