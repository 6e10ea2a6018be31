import { afterEach, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createOpenAiChatModel } from '../../../src/adapters/openai/openai-chat-model.ts'
import { parseModels } from '../../../src/config/models-file.ts'
import type { ModelProvider } from '../../../src/domain/routing/model-catalogue.ts'
import type { RedactedText } from '../../../src/domain/privacy/redacted-text.ts'
import type { ChatEvent } from '../../../src/ports/chat-model.ts'
import { providerOf } from '../../support/providers.ts'
import { repositoryRoot } from '../../support/source-files.ts'

/** Replies in the shape that each vendor documents. */
const folder = join(repositoryRoot, 'test/fixtures/chat-replies')
const replyOf = (vendor: string) => readFileSync(join(folder, `${vendor}.sse`), 'utf8')
const refusals = JSON.parse(readFileSync(join(folder, 'refusals.json'), 'utf8')) as readonly {
  readonly vendor: string
  readonly status: number
  readonly body: unknown
  readonly code: string
  readonly retryable: boolean
}[]

let server: Server | undefined
let received: IncomingMessage[] = []

afterEach(async () => {
  received = []
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)))
  server = undefined
})

/** A server that gives the same answer to everything. */
async function serving(status: number, type: string, body: string): Promise<string> {
  server = createServer((request, response) => {
    received.push(request)
    request.resume().on('end', () => response.writeHead(status, { 'Content-Type': type }).end(body))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

async function eventsOf(over: Partial<ModelProvider>): Promise<readonly ChatEvent[]> {
  const request = {
    messages: [{ role: 'user' as const, content: 'Leave?' as string as RedactedText }],
    maxOutputTokens: 9,
  }
  const events: ChatEvent[] = []
  const model = createOpenAiChatModel(providerOf('cloud', { name: 'vendor', ...over }))
  for await (const event of model.stream(request, new AbortController().signal)) events.push(event)
  return events
}

const streamed = async (body: string) => eventsOf({ baseUrl: await serving(200, 'text/event-stream', body) })

describe('a reply in the dialect of', () => {
  test.each([
    ['vllm', { promptTokens: 120, cachedTokens: 64, completionTokens: 12, reasoningTokens: 0 }, 'stop', true],
    ['openai', { promptTokens: 118, cachedTokens: 0, completionTokens: 70, reasoningTokens: 64 }, 'stop', false],
    ['deepseek', { promptTokens: 119, cachedTokens: 64, completionTokens: 13, reasoningTokens: 6 }, 'stop', true],
    ['glm', { promptTokens: 121, cachedTokens: 43, completionTokens: 14, reasoningTokens: 0 }, 'stop', true],
    ['dashscope', { promptTokens: 117, cachedTokens: 0, completionTokens: 12, reasoningTokens: 6 }, 'stop', true],
    ['azure', { promptTokens: 118, cachedTokens: 0, completionTokens: 6, reasoningTokens: 0 }, 'stop', false],
    ['ollama', { promptTokens: 125, cachedTokens: 0, completionTokens: 12, reasoningTokens: 0 }, 'stop', true],
    ['llama-cpp', { promptTokens: 122, cachedTokens: 0, completionTokens: 12, reasoningTokens: 0 }, 'length', true],
    ['moonshot', { promptTokens: 116, cachedTokens: 50, completionTokens: 6, reasoningTokens: 0 }, 'stop', false],
  ] as const)('%s is read whole: words, thoughts, usage and end', async (vendor, usage, reason, thinks) => {
    expect(await streamed(replyOf(vendor))).toEqual([
      ...(thinks ? [{ type: 'reasoning', text: 'The evidence says thirty.' }] : []),
      { type: 'text', text: 'Thirty days [1].' },
      { type: 'usage', usage: { ...usage, estimated: false } },
      { type: 'finish', reason },
    ])
  })

  test.each(['vllm', 'openai', 'deepseek', 'glm', 'dashscope', 'azure', 'ollama', 'moonshot'])(
    '%s is as good without the line that says it is done',
    async (vendor) => {
      const whole = await streamed(replyOf(vendor))
      server?.close()
      expect(await streamed(replyOf(vendor).replace('data: [DONE]\n\n', ''))).toEqual(whole)
    },
  )

  test.each([
    ['GLM that stops at a sensitive word', 'sensitive', 'filtered'],
    ['GLM that runs out of context', 'model_context_window_exceeded', 'length'],
  ])('%s ends as what it is', async (_, reported, reason) => {
    const events = await streamed(replyOf('glm').replace('"stop"', `"${reported}"`))
    expect(events.at(-1)).toEqual({ type: 'finish', reason })
  })

  test.each([
    ['DeepSeek without resources', 'deepseek', 'insufficient_system_resource'],
    ['GLM without a network', 'glm', 'network_error'],
  ])('%s is a failure of the provider, and not the end of an answer', async (_, vendor, reported) => {
    await expect(streamed(replyOf(vendor).replace('"stop"', `"${reported}"`))).rejects.toMatchObject({
      code: 'model-unavailable',
      retryable: true,
    })
  })
})

test('Azure OpenAI is asked at its deployment, with its version and its key in a header of its own', async () => {
  const address = (await serving(200, 'text/event-stream', replyOf('azure'))).replace(/\/v1$/, '')
  const { providers } = parseModels(
    JSON.stringify({
      currency: 'USD',
      baselineModel: 'gpt-4o',
      prices: [],
      providers: [
        {
          name: 'azure',
          tier: 'cloud',
          baseUrl: `${address}/`,
          apiKeyVariable: 'AZURE_KEY',
          model: 'gpt-4o',
          azure: { deployment: 'answers', apiVersion: '2024-10-21' },
        },
      ],
    }),
    'models.json',
    { onPrem: undefined, cloud: undefined, variable: () => 'azure-key' },
  )
  expect(written(await eventsOf(providers[0] ?? {}))).toBe('Thirty days [1].')
  const [request] = received
  expect(request?.url).toBe('/openai/deployments/answers/chat/completions?api-version=2024-10-21')
  expect([request?.headers['api-key'], request?.headers.authorization]).toEqual(['azure-key', undefined])
})

function written(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('')
}

describe('a refusal by', () => {
  test.each(refusals.map((refusal) => [refusal.vendor, refusal.status, refusal.code, refusal] as const))(
    '%s with status %i means %s',
    async (_vendor, _status, _code, { status, body, code, retryable }) => {
      const baseUrl = await serving(status, 'application/json', JSON.stringify(body))
      await expect(eventsOf({ baseUrl })).rejects.toMatchObject({ code, retryable })
    },
  )
})
