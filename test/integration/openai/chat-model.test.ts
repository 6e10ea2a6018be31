import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createOpenAiChatModel } from '../../../src/adapters/openai/openai-chat-model.ts'
import { LorekeepError } from '../../../src/domain/errors.ts'
import type { ModelProvider } from '../../../src/domain/routing/model-catalogue.ts'
import type { RedactedText } from '../../../src/domain/privacy/redacted-text.ts'
import type { ChatEvent } from '../../../src/ports/chat-model.ts'
import {
  answerJson,
  closeBeforeHeaders,
  fail,
  htmlErrorPage,
  reply,
  stallBeforeHeaders,
} from '../../support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../../support/openai-server/openai-server.ts'
import { providerOf } from '../../support/providers.ts'

const prompt = 'How many days of leave do I get?'
const request = {
  messages: [
    { role: 'system' as const, content: 'Answer from the evidence.' as string as RedactedText },
    { role: 'user' as const, content: prompt as string as RedactedText },
  ],
  maxOutputTokens: 60,
}

let server: OpenAiServer

beforeEach(async () => {
  server = await startOpenAiServer()
})

afterEach(() => server.close())

function events(over: Partial<ModelProvider> = {}, signal?: AbortSignal): AsyncIterable<ChatEvent> {
  const provider = providerOf('cloud', { name: 'acme', baseUrl: server.baseUrl, ...over })
  return createOpenAiChatModel(provider).stream(request, signal ?? new AbortController().signal)
}

async function read(over: Partial<ModelProvider> = {}) {
  const list: ChatEvent[] = []
  for await (const event of events(over)) list.push(event)
  return list
}

/** What was received before the stream failed, and its failure. */
async function readUntilFailure(stream: AsyncIterable<ChatEvent>) {
  const received: ChatEvent[] = []
  try {
    for await (const event of stream) received.push(event)
  } catch (error) {
    return { received, error }
  }
  throw new Error('The stream did not fail.')
}

const written = (list: readonly ChatEvent[], type: 'text' | 'reasoning') =>
  list.map((event) => (event.type === type ? event.text : '')).join('')
const usages = (list: readonly ChatEvent[]) => list.flatMap((event) => (event.type === 'usage' ? [event.usage] : []))

describe('what is sent', () => {
  test('only fields that OpenAI and vLLM both know, with the limit under the name the endpoint knows', async () => {
    await read({ outputLimitField: 'max_completion_tokens', temperature: 0.3 })

    expect(server.requests.at(-1)?.body).toEqual({
      model: 'test-model',
      messages: request.messages,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.3,
      max_completion_tokens: 60,
    })
  })

  test('the key, when there is one, and no made-up key when there is none', async () => {
    await read({ apiKey: 'secret-key' })
    await read({ apiKey: undefined })

    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret-key', undefined])
  })

  test('the request goes without usage reporting to an endpoint that refuses it, once', async () => {
    server.script(fail(400, { message: "Unknown parameter: 'stream_options'.", param: 'stream_options' }))
    server.script(reply('Ten days.'))

    expect(written(await read(), 'text')).toBe('Ten days.')
    expect(server.requests.map(({ body }) => Object.hasOwn(body as object, 'stream_options'))).toEqual([true, false])
  })

  test('nothing again when the endpoint fails', async () => {
    server.byDefault(fail(503))

    await readUntilFailure(events())
    expect(server.requests).toHaveLength(1)
  })
})

describe('thoughts', () => {
  for (const as of ['reasoning_content', 'reasoning', 'think-tags'] as const) {
    test(`sent as ${as} are told apart from the answer`, async () => {
      server.script(reply('Ten days.', { reasoning: { text: 'Let me see.', as } }))

      const list = await read()
      expect(written(list, 'reasoning').trim()).toBe('Let me see.')
      expect(written(list, 'text')).toBe('Ten days.')
    })
  }

  test('in tags that are cut into single characters are told apart all the same', async () => {
    const text = '<think>If 1 < 2, ten.</think>\n\nTen <b>days</b>.'
    server.script(reply(text, { chunks: Array.from(text) }))

    const list = await read()
    expect(written(list, 'reasoning')).toBe('If 1 < 2, ten.')
    expect(written(list, 'text')).toBe('Ten <b>days</b>.')
  })
})

describe('usage', () => {
  test('is what the last chunk says, with cached and reasoning tokens', async () => {
    server.script(
      reply('Ten days.', {
        cachedTokens: 4,
        reasoning: { text: 'one two three', as: 'hidden' },
        reportReasoningTokens: true,
      }),
    )

    expect(usages(await read())).toEqual([
      { promptTokens: 12, cachedTokens: 4, completionTokens: 5, reasoningTokens: 3, estimated: false },
    ])
  })

  for (const dialect of ['continuous', 'last-choice'] as const) {
    test(`is reported once and not added up in the dialect "${dialect}"`, async () => {
      server.script(reply('Ten days of leave.', { usage: dialect }))

      expect(usages(await read())).toEqual([
        { promptTokens: 12, cachedTokens: 0, completionTokens: 4, reasoningTokens: 0, estimated: false },
      ])
    })
  }

  test('is not made up when the endpoint says nothing', async () => {
    server.script(reply('Ten days.', { usage: 'none' }))

    expect(usages(await read())).toEqual([])
  })

  test('of a reply that broke off is passed on before the failure [P5]', async () => {
    server.script(reply('one two three four', { usage: 'continuous', interrupted: { afterChunks: 2, by: 'cut' } }))

    const { received } = await readUntilFailure(events())
    expect(usages(received)).toMatchObject([{ promptTokens: 12, completionTokens: 2 }])
  })
})

describe('the end of a reply', () => {
  test.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['content_filter', 'filtered'],
  ] as const)('"%s" is reported as %s', async (finishReason, reason) => {
    server.script(reply('Ten days.', { finishReason }))

    expect((await read()).at(-1)).toEqual({ type: 'finish', reason })
  })

  test('may lack the closing mark', async () => {
    server.script(reply('Ten days.', { withoutDone: true }))

    expect((await read()).at(-1)).toEqual({ type: 'finish', reason: 'stop' })
  })

  test.each(['cut', 'end', 'error-event'] as const)(
    'is a failure when the stream just stops (%s), never a normal end',
    async (by) => {
      server.script(reply('one two three four', { interrupted: { afterChunks: 2, by } }))

      const { received, error } = await readUntilFailure(events())
      expect(error).toMatchObject({ code: 'model-unavailable', retryable: true })
      expect(written(received, 'text')).toBe('one two')
    },
  )

  test('is a failure when a chunk cannot be read', async () => {
    server.script(reply('one two three', { interrupted: { afterChunks: 1, by: 'malformed-chunk' } }))

    const { error } = await readUntilFailure(events())
    expect(error).toMatchObject({ code: 'model-answer-invalid', retryable: true })
  })
})

describe('time', () => {
  test('the first word has its own limit', async () => {
    server.script(reply('late', { delayMs: 10_000 }))

    const { error } = await readUntilFailure(events({ firstTokenTimeoutMs: 150 }))
    expect(error).toMatchObject({ code: 'model-timeout', message: expect.stringContaining('first word within 150 ms') })
  })

  test('an endpoint that sends no headers is given up as well', async () => {
    server.script(stallBeforeHeaders())

    const { error } = await readUntilFailure(events({ firstTokenTimeoutMs: 150 }))
    expect(error).toMatchObject({ code: 'model-timeout' })
  })

  test('so has every further word', async () => {
    server.script(reply('one two three', { interrupted: { afterChunks: 1, by: 'stall' } }))

    const { received, error } = await readUntilFailure(events({ nextTokenTimeoutMs: 150 }))
    expect(error).toMatchObject({ code: 'model-timeout', message: expect.stringContaining('next word within 150 ms') })
    expect(written(received, 'text')).toBe('one')
  })

  test('the caller who leaves ends the request at the endpoint too', async () => {
    server.script(reply('one two three', { interrupted: { afterChunks: 1, by: 'stall' } }))
    const caller = new AbortController()

    const { error } = await readUntilFailure(
      (async function* () {
        for await (const event of events({}, caller.signal)) {
          yield event
          caller.abort()
        }
      })(),
    )

    expect(error).toMatchObject({ code: 'cancelled' })
    const [recorded] = server.requests
    await recorded?.finished
    expect(recorded?.clientAborted).toBe(true)
  })

  test('a reader who stops reading ends the request at the endpoint too', async () => {
    server.script(reply('one two three', { interrupted: { afterChunks: 2, by: 'stall' } }))

    for await (const event of events()) if (event.type === 'text') break

    const [recorded] = server.requests
    await recorded?.finished
    expect(recorded?.clientAborted).toBe(true)
  })
})

describe('refusals', () => {
  test.each([
    [401, 'model-rejected', false, /API key/],
    [403, 'model-rejected', false, /may use the model "test-model"/],
    [404, 'model-rejected', false, /model name/],
    [400, 'model-rejected', false, /settings/],
    [422, 'model-rejected', false, /settings/],
    [413, 'model-context-exceeded', false, /context length/],
    [408, 'model-unavailable', true, /server/],
    [409, 'model-unavailable', true, /server/],
    [429, 'rate-limited', true, /later/],
    [500, 'model-unavailable', true, /server/],
    [502, 'model-unavailable', true, /server/],
    [503, 'model-unavailable', true, /server/],
  ] as const)('status %i is %s, retryable: %s, with a hint what to do', async (status, code, retryable, hint) => {
    server.script(fail(status))

    const { error } = await readUntilFailure(events())
    expect(error).toMatchObject({ code, retryable, hint: expect.stringMatching(hint) })
    expect(String(error)).toContain('acme')
  })

  test('a prompt beyond the context window is told apart from other bad requests', async () => {
    for (const vendor of ['openai', 'vllm'] as const) {
      const small = await startOpenAiServer({ vendor, contextWindow: 20 })
      const { error } = await readUntilFailure(events({ baseUrl: small.baseUrl }))
      expect(error).toMatchObject({ code: 'model-context-exceeded', retryable: false })
      await small.close()
    }
  })

  test('the time to wait is in the message', async () => {
    server.script(fail(429, {}, { 'retry-after': '20' }))

    const { error } = await readUntilFailure(events())
    expect(error).toMatchObject({ message: expect.stringContaining('wait 20 s'), retryAfterMs: 20_000 })
  })

  test('the time to wait is read as seconds, as a date, or as the milliseconds beside them', async () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString()
    server.script(
      fail(503, {}, { 'retry-after': inAMinute }),
      fail(429, {}, { 'retry-after': '1', 'retry-after-ms': '250' }),
      fail(503, {}, { 'retry-after': 'soon' }),
    )
    const waits: unknown[] = []
    for (let call = 0; call < 3; call += 1) {
      const { error } = await readUntilFailure(events())
      waits.push(error instanceof LorekeepError ? error.retryAfterMs : error)
    }

    expect(waits).toEqual([expect.any(Number), 250, undefined])
    expect(waits[0]).toBeGreaterThan(50_000)
  })

  test('a plan without money left is not worth another try', async () => {
    server.script(fail(429, { code: 'insufficient_quota', message: 'You exceeded your current quota.' }))

    const { error } = await readUntilFailure(events())
    expect(error).toMatchObject({ code: 'rate-limited', retryable: false, hint: expect.stringContaining('billing') })
  })

  test('a refusal that repeats the question does not carry it into our message [P1]', async () => {
    server.script(fail(422, { message: `Input should be shorter: ${prompt}` }))

    const { error } = await readUntilFailure(events())
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(prompt)
  })

  test.each([
    ['nobody listens', () => ({ baseUrl: 'http://127.0.0.1:9/v1' }), 'model-unavailable'],
    ['the connection is reset', () => (server.script(closeBeforeHeaders()), {}), 'model-unavailable'],
    ['a proxy answers with a page', () => (server.script(htmlErrorPage()), {}), 'model-unavailable'],
    ['the answer is no stream', () => (server.script(answerJson({ hello: 1 })), {}), 'model-unavailable'],
  ] as const)('when %s, the model is unavailable and may be tried again', async (_, prepare, code) => {
    const { error } = await readUntilFailure(events(prepare()))
    expect(error).toMatchObject({ code, retryable: true })
  })
})
