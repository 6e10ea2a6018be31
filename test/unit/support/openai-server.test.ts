import { afterEach, describe, expect, test } from '@jest/globals'
import { connect } from 'node:net'
import {
  OpenAI,
  APIConnectionError,
  APIError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnprocessableEntityError,
} from 'openai'
import {
  answerAsUsual,
  answerJson,
  closeBeforeHeaders,
  delayed,
  fail,
  htmlErrorPage,
  reply,
  stallBeforeHeaders,
} from '../../support/openai-server/behaviours.ts'
import { countPromptTokens, lastUserText } from '../../support/openai-server/chat-messages.ts'
import { embeddingOf } from '../../support/openai-server/embedding-vector.ts'
import {
  type OpenAiServer,
  type OpenAiServerOptions,
  startOpenAiServer,
} from '../../support/openai-server/openai-server.ts'
import type { RecordedRequest } from '../../support/openai-server/recorded-requests.ts'
import { wordOverlap } from '../../support/openai-server/rerank.ts'
import { countTokens } from '../../support/openai-server/token-count.ts'
import { type FailureStatus, VENDOR_FAILURES } from '../../support/openai-server/vendor-failures.ts'

const running: OpenAiServer[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

async function start(options: OpenAiServerOptions = {}): Promise<OpenAiServer> {
  const server = await startOpenAiServer(options)
  running.push(server)
  return server
}

function clientOf(server: OpenAiServer, apiKey = 'any-key'): OpenAI {
  return new OpenAI({ baseURL: server.baseUrl, apiKey, maxRetries: 0, logLevel: 'off' })
}

const QUESTION = [{ role: 'user' as const, content: 'When does the library open?' }]
const ASK = { model: 'test-model', messages: QUESTION }

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

async function post(server: OpenAiServer, path: string, body: unknown, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${server.baseUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

const ask = (server: OpenAiServer, more: object = {}): Promise<Answer> =>
  post(server, '/chat/completions', { ...ASK, ...more })

interface Streamed {
  readonly chunks: readonly OpenAI.ChatCompletionChunk[]
  readonly done: boolean
}

/** Asks with `stream: true` and reads the events as they are on the wire. */
async function askStreaming(server: OpenAiServer, more: object = {}): Promise<Streamed> {
  const response = await fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...ASK, stream: true, ...more }),
  })
  const events = (await response.text()).split('\n\n').filter((event) => event !== '')
  const data = events.map((event) => event.replace(/^data: /, ''))
  const done = data.at(-1) === '[DONE]'
  return { chunks: (done ? data.slice(0, -1) : data).map((text) => JSON.parse(text)), done }
}

const contentOf = (chunks: readonly OpenAI.ChatCompletionChunk[]): readonly string[] =>
  chunks.flatMap((chunk) => chunk.choices[0]?.delta.content || [])

const usagesOf = (chunks: readonly OpenAI.ChatCompletionChunk[]): readonly unknown[] =>
  chunks.map((chunk) => chunk.usage)

const fieldOf = (chunks: readonly OpenAI.ChatCompletionChunk[], field: string): string =>
  chunks.map((chunk) => Reflect.get(chunk.choices[0]?.delta ?? {}, field) ?? '').join('')

/** What a promise rejects with. */
async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect(undefined).toBe('a rejection'),
    (error: unknown) => error,
  )
}

/** Reads a stream through the real client until it ends or breaks. */
async function readThroughClient(server: OpenAiServer): Promise<{ text: string; error: unknown }> {
  let text = ''
  try {
    const stream = await clientOf(server).chat.completions.create({ ...ASK, stream: true })
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
    return { text, error: undefined }
  } catch (error) {
    return { text, error }
  }
}

describe('a chat request', () => {
  test('is answered with one whole completion and its usage when it does not stream', async () => {
    const server = await start()
    server.script(reply('It opens at nine.'))

    const completion = await clientOf(server).chat.completions.create(ASK)

    expect(completion).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'test-model',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'It opens at nine.' },
          finish_reason: 'stop',
          logprobs: null,
        },
      ],
      usage: { prompt_tokens: 5, completion_tokens: 4, total_tokens: 9 },
    })
  })

  test('is answered with a stream that the real client reads to the end', async () => {
    const server = await start()
    server.script(reply('It opens at nine.'))

    const stream = clientOf(server).chat.completions.stream(ASK)

    expect(await stream.finalContent()).toBe('It opens at nine.')
    expect(server.requests[0]).toMatchObject({ status: 200, chunksSent: 4, clientAborted: false })
  })

  test('streams role, text, finish reason and [DONE] in the exact shape of the vendor', async () => {
    const server = await start()
    server.script(reply('At nine.'))

    const { chunks, done } = await askStreaming(server)

    const head = {
      id: chunks[0]?.id,
      object: 'chat.completion.chunk',
      created: chunks[0]?.created,
      model: 'test-model',
    }
    const choice = (delta: object, finish_reason: string | null = null) => ({
      ...head,
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    })
    expect(chunks).toEqual([
      choice({ role: 'assistant', content: '' }),
      choice({ content: 'At' }),
      choice({ content: ' nine.' }),
      choice({}, 'stop'),
    ])
    expect(done).toBe(true)
  })

  test('has the content type of server-sent events when it streams', async () => {
    const server = await start()

    const response = await fetch(`${server.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...ASK, stream: true }),
    })
    await response.text()

    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  })

  test('can be answered from what was asked', async () => {
    const server = await start()
    server.byDefault(reply((request) => `You asked: ${lastUserText(request)}`))

    expect(await ask(server)).toMatchObject({
      body: { choices: [{ message: { content: 'You asked: When does the library open?' } }] },
    })
  })

  test('may carry text in parts, a tool call and its result', async () => {
    const server = await start()
    server.byDefault(reply((request) => lastUserText(request)))

    const answer = await ask(server, {
      messages: [
        { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Good ' },
            { type: 'text', text: 'morning' },
          ],
          name: 'Ada',
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'hours', arguments: '{}' } }],
        },
        { role: 'tool', content: '9-17', tool_call_id: 'call_1' },
      ],
      tools: [{ type: 'function', function: { name: 'hours', parameters: { type: 'object' } } }],
      tool_choice: 'auto',
    })

    expect(answer).toMatchObject({ status: 200, body: { choices: [{ message: { content: 'Good morning' } }] } })
  })

  test('may use every common documented field', async () => {
    const server = await start()

    const answer = await ask(server, {
      stream: false,
      max_completion_tokens: 50,
      temperature: 0.2,
      top_p: 0.9,
      stop: ['\n\n'],
      seed: 7,
      user: 'someone',
      presence_penalty: -1,
      frequency_penalty: 1.5,
      n: 1,
      logprobs: false,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'hours', schema: { type: 'object' }, strict: true },
      },
      reasoning_effort: 'low',
      store: false,
      metadata: { team: 'library' },
    })

    expect(answer.status).toBe(200)
  })
})

describe('the pieces of a streamed reply', () => {
  test('are one token each unless the script says otherwise, also in Chinese', async () => {
    const server = await start()
    server.script(reply('图书馆 opens\tat nine. '))

    expect(contentOf((await askStreaming(server)).chunks)).toEqual(['图', '书', '馆', ' opens', '\tat', ' nine. '])
  })

  test('can be a number of pieces of about equal length that never split a character', async () => {
    const server = await start()
    server.script(reply('ab😀cdef', { chunks: 3 }), reply('ab', { chunks: 5 }))

    expect(contentOf((await askStreaming(server)).chunks)).toEqual(['ab', '😀c', 'def'])
    expect(contentOf((await askStreaming(server)).chunks)).toEqual(['a', 'b'])
  })

  test('can be given exactly, to split a placeholder where it hurts', async () => {
    const server = await start()
    server.script(reply('Ask [PERSON_1].', { chunks: ['Ask [PER', 'SON_', '1].'] }))

    expect(contentOf((await askStreaming(server)).chunks)).toEqual(['Ask [PER', 'SON_', '1].'])
  })

  test('must make up the text', () => {
    expect(() => reply('nine', { chunks: ['ni', 'n'] })).toThrow('must make up its text')
    expect(() => reply('nine', { chunks: 0 })).toThrow('at least one chunk')
  })

  test('come after the first delay and with the delay between them, while the headers come at once', async () => {
    const server = await start()
    server.script(reply('late', { delayMs: 3_600_000 }), reply('one two three', { delayMs: 100, delayBetweenMs: 50 }))
    const stream = () =>
      fetch(`${server.baseUrl}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...ASK, stream: true }),
      })
    const late = await stream()
    await late.body?.cancel()
    const begun = performance.now()

    await (await stream()).text()

    expect(late.status).toBe(200)
    expect(performance.now() - begun).toBeGreaterThanOrEqual(195)
  })

  test('are delayed as a whole when the reply does not stream', async () => {
    const server = await start()
    server.script(reply('late', { delayMs: 80 }))
    const begun = performance.now()

    await ask(server)

    expect(performance.now() - begun).toBeGreaterThanOrEqual(75)
  })
})

describe('token usage', () => {
  const text = 'It opens at nine.'
  const usage = { prompt_tokens: countPromptTokens(QUESTION), completion_tokens: 4, total_tokens: 9 }
  const asked = { stream_options: { include_usage: true } }

  test('counts words and single Chinese, Japanese and Korean characters', () => {
    expect(countTokens('')).toBe(0)
    expect(countTokens('  It opens\nat nine. ')).toBe(4)
    expect(countTokens('图书馆9点开门')).toBe(7)
    expect(countTokens('ひらカナ한국')).toBe(6)
  })

  test('comes in the OpenAI dialect on a last chunk without choices, when asked for', async () => {
    const server = await start()
    server.script(reply(text))

    const { chunks } = await askStreaming(server, asked)

    expect(usagesOf(chunks)).toEqual([null, null, null, null, null, null, usage])
    expect(chunks.at(-1)).toMatchObject({ object: 'chat.completion.chunk', choices: [] })
  })

  test('does not come in the OpenAI dialect when it was not asked for', async () => {
    const server = await start()
    server.script(reply(text))

    const { chunks } = await askStreaming(server)

    expect(chunks.every((chunk) => !('usage' in chunk) && chunk.choices.length === 1)).toBe(true)
  })

  test('comes in the continuous dialect on every chunk, counting up, and once more at the end', async () => {
    const server = await start({ usage: 'continuous' })
    server.script(reply(text))

    const { chunks } = await askStreaming(server)

    expect(chunks.map((chunk) => chunk.usage?.completion_tokens)).toEqual([0, 1, 2, 3, 4, 4, 4])
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage })
  })

  test('is continuous when a vLLM client asks for it', async () => {
    const server = await start({ vendor: 'vllm' })

    const { chunks } = await askStreaming(server, {
      stream_options: { include_usage: true, continuous_usage_stats: true },
    })

    expect(chunks.every((chunk) => typeof chunk.usage?.total_tokens === 'number')).toBe(true)
  })

  test('comes in the last-choice dialect with the finish reason, asked for or not', async () => {
    const server = await start({ usage: 'last-choice' })
    server.byDefault(reply(text))

    for (const more of [{}, asked]) {
      const { chunks } = await askStreaming(server, more)
      expect(usagesOf(chunks)).toEqual([null, null, null, null, null, usage])
      expect(chunks.at(-1)).toMatchObject({ choices: [{ finish_reason: 'stop' }] })
    }
  })

  test('never comes when the vendor reports none, streaming or not', async () => {
    const server = await start()
    server.byDefault(reply(text, { usage: 'none' }))

    const { chunks } = await askStreaming(server, asked)

    expect(chunks.some((chunk) => 'usage' in chunk)).toBe(false)
    expect((await ask(server)).body).not.toHaveProperty('usage')
  })

  test('tells cached and reasoning tokens when the script asks for them', async () => {
    const server = await start()
    const reasoning = { text: 'let me think', as: 'hidden' } as const
    server.byDefault(reply(text, { cachedTokens: 3, reportReasoningTokens: true, reasoning }))
    const detailed = {
      prompt_tokens: 5,
      completion_tokens: 7,
      total_tokens: 12,
      prompt_tokens_details: { cached_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 3 },
    }

    expect((await askStreaming(server, asked)).chunks.at(-1)?.usage).toEqual(detailed)
    expect(await ask(server)).toMatchObject({ body: { usage: detailed } })
  })

  test('never tells more cached tokens than the prompt has', async () => {
    const server = await start()
    server.script(reply(text, { cachedTokens: 999 }))

    expect(await ask(server)).toMatchObject({ body: { usage: { prompt_tokens_details: { cached_tokens: 5 } } } })
  })
})

describe('reasoning', () => {
  test.each(['reasoning_content', 'reasoning'] as const)('streams as %s before the content', async (field) => {
    const server = await start()
    server.script(reply('At nine.', { reasoning: { text: 'They open early.', as: field } }))

    const { chunks } = await askStreaming(server)

    const fields = chunks.slice(1, -1).flatMap((chunk) => Object.keys(chunk.choices[0]?.delta ?? {}))
    expect(fields).toEqual([field, field, field, 'content', 'content'])
    expect(fieldOf(chunks, field)).toBe('They open early.')
    expect(fieldOf(chunks, 'content')).toBe('At nine.')
  })

  test('stands beside the content when the reply does not stream', async () => {
    const server = await start()
    server.script(reply('At nine.', { reasoning: { text: 'They open early.', as: 'reasoning_content' } }))

    expect(await ask(server)).toMatchObject({
      body: {
        choices: [{ message: { content: 'At nine.', reasoning_content: 'They open early.' } }],
        usage: { completion_tokens: 5 },
      },
    })
  })

  test('can stand between think tags inside the content', async () => {
    const server = await start()
    server.byDefault(reply('At nine.', { reasoning: { text: 'They open early.', as: 'think-tags' } }))

    const expected = '<think>\nThey open early.\n</think>\n\nAt nine.'
    expect(fieldOf((await askStreaming(server)).chunks, 'content')).toBe(expected)
    expect(await ask(server)).toMatchObject({ body: { choices: [{ message: { content: expected } }] } })
  })

  test('can be billed without being shown, and can use up the whole limit', async () => {
    const server = await start()
    server.script(reply('At nine.', { reasoning: { text: 'one two three', as: 'hidden' } }))

    expect(await ask(server, { max_completion_tokens: 2 })).toMatchObject({
      body: { choices: [{ message: { content: '' }, finish_reason: 'length' }], usage: { completion_tokens: 2 } },
    })
  })
})

describe('the end of a reply', () => {
  test.each(['length', 'content_filter'] as const)('can have the finish reason %s', async (finishReason) => {
    const server = await start()
    server.byDefault(reply('At', { finishReason }))

    expect((await askStreaming(server)).chunks.at(-1)?.choices[0]?.finish_reason).toBe(finishReason)
    expect(await ask(server)).toMatchObject({ body: { choices: [{ finish_reason: finishReason }] } })
  })

  test.each(['max_tokens', 'max_completion_tokens'])(
    'comes where %s says, with the finish reason length',
    async (limit) => {
      const server = await start()
      server.byDefault(reply('one two three four', { chunks: ['one tw', 'o thre', 'e four'] }))

      const { chunks } = await askStreaming(server, { [limit]: 2 })

      expect(contentOf(chunks)).toEqual(['one tw', 'o'])
      expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('length')
      expect(await ask(server, { [limit]: 4 })).toMatchObject({ body: { choices: [{ finish_reason: 'stop' }] } })
    },
  )

  test('comes where the context window is full', async () => {
    const server = await start({ contextWindow: 7 })
    server.script(reply('one two three'))

    expect(await ask(server)).toMatchObject({
      body: { choices: [{ message: { content: 'one two' }, finish_reason: 'length' }], usage: { total_tokens: 7 } },
    })
  })

  test('can lack [DONE]', async () => {
    const server = await start()
    server.script(reply('At nine.', { withoutDone: true }))

    const { chunks, done } = await askStreaming(server)

    expect(done).toBe(false)
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop')
  })
})

describe('an interrupted stream', () => {
  const text = 'one two three four'

  test('is cut after the chunks that were to come', async () => {
    const server = await start()
    server.script(reply(text, { interrupted: { afterChunks: 2, by: 'cut' } }))

    const read = await readThroughClient(server)

    expect(read.text).toBe('one two')
    expect(read.error).toMatchObject({ name: 'TypeError' })
    expect(server.requests[0]).toMatchObject({ chunksSent: 2, clientAborted: false })
  })

  test('can be cut before any text', async () => {
    const server = await start()
    server.script(reply(text, { interrupted: { afterChunks: 0, by: 'cut' } }))

    const read = await readThroughClient(server)

    expect(read.text).toBe('')
    expect(read.error).toMatchObject({ name: 'TypeError' })
  })

  test('is cut after the last piece when fewer chunks came', async () => {
    const server = await start()
    server.script(reply(text, { interrupted: { afterChunks: 99, by: 'cut' } }))

    const read = await readThroughClient(server)

    expect(read.text).toBe(text)
    expect(read.error).toMatchObject({ name: 'TypeError' })
  })

  test('stalls until the client gives up, which the record tells', async () => {
    const server = await start()
    server.script(reply(text, { interrupted: { afterChunks: 3, by: 'stall' } }))
    const leaving = new AbortController()
    const seen: string[] = []

    const stream = await clientOf(server).chat.completions.create({ ...ASK, stream: true }, { signal: leaving.signal })
    for await (const chunk of stream) {
      seen.push(chunk.choices[0]?.delta.content ?? '')
      if (seen.length === 4) leaving.abort()
    }
    await server.requests[0]?.finished

    expect(seen.join('')).toBe('one two three')
    expect(server.requests[0]).toMatchObject({ chunksSent: 3, clientAborted: true })
  })

  test('can end like a finished one, but without finish reason and [DONE]', async () => {
    const server = await start()
    server.script(reply(text, { interrupted: { afterChunks: 2, by: 'end' } }))

    const { chunks, done } = await askStreaming(server)

    expect(contentOf(chunks)).toEqual(['one', ' two'])
    expect(chunks.every((chunk) => chunk.choices[0]?.finish_reason === null)).toBe(true)
    expect(done).toBe(false)
  })

  test('can have a chunk that is not JSON', async () => {
    const server = await start()
    server.script(reply(text, { interrupted: { afterChunks: 1, by: 'malformed-chunk' } }))

    const read = await readThroughClient(server)

    expect(read.text).toBe('one')
    expect(read.error).toMatchObject({ name: 'SyntaxError' })
  })

  test('goes on to its proper end after a malformed chunk', async () => {
    const server = await start()
    server.script(reply(text, { interrupted: { afterChunks: 1, by: 'malformed-chunk' } }))

    const response = await fetch(`${server.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...ASK, stream: true }),
    })

    expect(await response.text()).toMatch(/" four"[^]*"finish_reason":"stop"[^]*\[DONE\]\n\n$/)
  })

  test('can tell of an error in the middle, as vLLM does', async () => {
    const server = await start({ vendor: 'vllm' })
    server.script(reply(text, { interrupted: { afterChunks: 2, by: 'error-event' } }))

    const read = await readThroughClient(server)

    expect(read.text).toBe('one two')
    expect(read.error).toBeInstanceOf(APIError)
    expect(read.error).toMatchObject({ error: { type: 'InternalServerError', code: 500 } })
  })
})

describe('an interrupted reply that does not stream', () => {
  test('breaks off in the middle of its body', async () => {
    const server = await start()
    server.script(
      reply('one two', { interrupted: { afterChunks: 1, by: 'cut' } }),
      reply('one two', { interrupted: { afterChunks: 1, by: 'end' } }),
    )

    expect(await failureOf(ask(server))).toMatchObject({ name: 'TypeError' })
    expect(await failureOf(ask(server))).toMatchObject({ name: 'SyntaxError' })
  })

  test('stalls in the middle of its body', async () => {
    const server = await start()
    server.script(reply('one two', { interrupted: { afterChunks: 1, by: 'stall' } }))

    const failure = await failureOf(post(server, '/chat/completions', ASK, { signal: AbortSignal.timeout(100) }))

    expect(failure).toMatchObject({ name: 'TimeoutError' })
  })

  test('is a server error where a stream would have told of one', async () => {
    const server = await start()
    server.script(reply('one two', { interrupted: { afterChunks: 1, by: 'error-event' } }))

    expect(await ask(server)).toMatchObject({ status: 500, body: { error: { type: 'server_error' } } })
  })
})

describe('a strict server', () => {
  const refusals: readonly (readonly [string, object, object])[] = [
    ['an unknown field', { stop_sequences: [] }, { param: 'stop_sequences', code: 'unknown_parameter' }],
    [
      'an unknown field in a message',
      { messages: [{ role: 'user', content: 'Hi', citations: [] }] },
      { param: 'messages[0].citations', code: 'unknown_parameter' },
    ],
    ['no messages', { messages: [] }, { param: 'messages', code: 'empty_array' }],
    ['missing messages', { messages: undefined }, { param: 'messages', code: 'missing_required_parameter' }],
    ['a missing model', { model: undefined }, { param: 'model', code: 'missing_required_parameter' }],
    [
      'an unknown role',
      { messages: [{ role: 'robot', content: 'Hi' }] },
      { param: 'messages[0].role', code: 'invalid_value' },
    ],
    [
      'a message without content',
      { messages: [{ role: 'user' }] },
      { param: 'messages[0].content', code: 'missing_required_parameter' },
    ],
    [
      'content of a wrong type',
      { messages: [{ role: 'user', content: 42 }] },
      { param: 'messages[0].content', code: 'invalid_type' },
    ],
    [
      'an unknown field in a part of the content',
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi', cache: true }] }] },
      { param: 'messages[0].content[0].cache', code: 'unknown_parameter' },
    ],
    ['a wrong type', { temperature: 'hot' }, { param: 'temperature', code: 'invalid_type' }],
    ['a temperature too high', { temperature: 2.5 }, { param: 'temperature', code: 'decimal_above_max_value' }],
    ['a token limit of 0', { max_tokens: 0 }, { param: 'max_tokens', code: 'integer_below_min_value' }],
    ['a fractional token limit', { max_tokens: 1.5 }, { param: 'max_tokens', code: 'invalid_type' }],
    ['both token limits', { max_tokens: 5, max_completion_tokens: 5 }, { param: 'max_tokens' }],
    ['too many stop sequences', { stop: ['a', 'b', 'c', 'd', 'e'] }, { param: 'stop', code: 'array_above_max_length' }],
    ['stream_options without stream', { stream_options: { include_usage: true } }, { param: 'stream_options' }],
    [
      'stream_options with stream: false',
      { stream: false, stream_options: { include_usage: true } },
      { param: 'stream_options' },
    ],
    [
      'an unknown stream option',
      { stream: true, stream_options: { continuous_usage_stats: true } },
      { param: 'stream_options.continuous_usage_stats', code: 'unknown_parameter' },
    ],
    ['a field that only vLLM knows', { top_k: 20 }, { param: 'top_k', code: 'unknown_parameter' }],
    [
      'an unknown response format',
      { response_format: { type: 'xml' } },
      { param: 'response_format.type', code: 'invalid_value' },
    ],
    ['several choices, which it does not serve', { n: 2 }, { param: 'n' }],
    ['log probabilities, which it does not serve', { logprobs: true }, { param: 'logprobs' }],
  ]

  test.each(refusals)('refuses %s', async (_, fields, error) => {
    const server = await start()

    const answer = await ask(server, fields)

    expect(answer).toMatchObject({ status: 400, body: { error: { type: 'invalid_request_error', ...error } } })
    expect(answer.body).toEqual({
      error: {
        message: expect.stringMatching(/./),
        type: expect.any(String),
        param: expect.any(String),
        code: 'code' in error ? error.code : null,
      },
    })
  })

  test('tells the real client of a bad request as such', async () => {
    const server = await start()

    const failure = await failureOf(clientOf(server).chat.completions.create({ ...ASK, temperature: 9 }))

    expect(failure).toBeInstanceOf(BadRequestError)
    expect(failure).toMatchObject({ status: 400, code: 'integer_above_max_value', param: 'temperature' })
  })

  test.each(['{"model": "test-model", ', 'hello', '[]', 'null', ''])('refuses the body %p', async (body) => {
    const server = await start()

    expect(await post(server, '/chat/completions', body)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('could not parse the JSON body'), param: null, code: null } },
    })
  })

  test('refuses a body that does not say that it is JSON', async () => {
    const server = await start()

    const answer = await post(server, '/chat/completions', ASK, { headers: { 'content-type': 'text/plain' } })

    expect(answer.status).toBe(415)
  })

  test('refuses a compressed body, since what it cannot read it cannot prove', async () => {
    const server = await start()

    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const answer = await post(server, '/chat/completions', ASK, { headers })

    expect(answer.status).toBe(415)
  })

  test('does not know a model that it was not started with', async () => {
    const server = await start({ models: ['qwen'] })

    const failure = await failureOf(clientOf(server).chat.completions.create(ASK))

    expect(failure).toBeInstanceOf(NotFoundError)
    expect(failure).toMatchObject({ status: 404, code: 'model_not_found', type: 'invalid_request_error' })
  })

  test('asks for the key that it was started with', async () => {
    const server = await start({ apiKey: 'right' })

    const wrong = await failureOf(clientOf(server, 'wrong').chat.completions.create(ASK))

    expect(wrong).toBeInstanceOf(AuthenticationError)
    expect(wrong).toMatchObject({ status: 401, code: 'invalid_api_key' })
    expect(await ask(server)).toMatchObject({ status: 401, body: { error: { code: 'invalid_api_key' } } })
    expect((await clientOf(server, 'right').models.list()).data).toHaveLength(1)
  })

  test('refuses a prompt that is longer than the context window', async () => {
    const server = await start({ contextWindow: 4 })

    const failure = await failureOf(clientOf(server).chat.completions.create(ASK))

    expect(failure).toBeInstanceOf(BadRequestError)
    expect(failure).toMatchObject({ code: 'context_length_exceeded', param: 'messages' })
  })

  test('refuses when prompt and wanted completion together are longer than the context window', async () => {
    const server = await start({ contextWindow: 10 })

    expect(await ask(server, { max_tokens: 6 })).toMatchObject({ body: { error: { code: 'context_length_exceeded' } } })
    expect(await ask(server, { max_tokens: 5 })).toMatchObject({ status: 200 })
  })

  test('does not know other paths and methods', async () => {
    const server = await start()

    expect(await post(server, '/completions', {})).toMatchObject({
      status: 404,
      body: { error: { message: 'Invalid URL (POST /v1/completions)' } },
    })
    expect(await post(server, '/models', {})).toMatchObject({
      status: 405,
      body: { error: { code: 'method_not_supported' } },
    })
    expect((await fetch(`${server.baseUrl}/chat/completions`)).status).toBe(405)
    expect((await fetch(`${server.baseUrl.replace('/v1', '')}/toString`)).status).toBe(404)
  })

  test('takes nothing from the script for a request that it refuses', async () => {
    const server = await start()
    server.script(reply('for the good request'))

    await ask(server, { unknown: true })

    expect(await ask(server)).toMatchObject({ body: { choices: [{ message: { content: 'for the good request' } }] } })
  })
})

describe('a vLLM server', () => {
  test('accepts its own fields and refuses those that only OpenAI knows', async () => {
    const server = await start({ vendor: 'vllm' })

    const own = { top_k: 20, min_p: 0.1, repetition_penalty: 1.05, chat_template_kwargs: { enable_thinking: false } }
    expect(await ask(server, own)).toMatchObject({ status: 200 })
    expect(await ask(server, { store: true })).toMatchObject({ status: 400, body: { error: { param: 'store' } } })
  })

  test('gives errors in its own words, with the status as code', async () => {
    const server = await start({ vendor: 'vllm', contextWindow: 4 })

    expect(await ask(server)).toMatchObject({
      status: 400,
      body: {
        error: {
          message: expect.stringContaining("This model's maximum context length is 4 tokens."),
          type: 'BadRequestError',
          code: 400,
        },
      },
    })
    expect(await ask(server, { model: 'gpt' })).toMatchObject({
      status: 404,
      body: { error: { message: 'The model `gpt` does not exist.', type: 'NotFoundError', param: 'model', code: 404 } },
    })
  })

  test('has a shape of its own for a wrong key', async () => {
    const server = await start({ vendor: 'vllm', apiKey: 'right' })

    expect(await ask(server)).toMatchObject({ status: 401, body: { error: 'Unauthorized' } })
    expect(await failureOf(clientOf(server, 'wrong').chat.completions.create(ASK))).toBeInstanceOf(AuthenticationError)
  })

  test('tells the context window in its list of models', async () => {
    const server = await start({ vendor: 'vllm', contextWindow: 4096 })

    const response = await fetch(`${server.baseUrl}/models`)

    expect(await response.json()).toMatchObject({ data: [{ id: 'test-model', owned_by: 'vllm', max_model_len: 4096 }] })
  })
})

describe('a scripted failure', () => {
  const statuses: readonly FailureStatus[] = [400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504]

  test.each(statuses)('answers with status %i and the body of the vendor', async (status) => {
    const server = await start()
    server.script(fail(status))

    const answer = await ask(server)

    expect(answer.status).toBe(status)
    expect(answer.body).toEqual({ error: VENDOR_FAILURES[status] })
    expect(server.requests[0]?.status).toBe(status)
  })

  const classes = [
    [403, PermissionDeniedError],
    [409, ConflictError],
    [422, UnprocessableEntityError],
    [429, RateLimitError],
    [503, InternalServerError],
  ] as const

  test.each(classes)(
    'with status %i is told apart by the real client, streaming or not',
    async (status, errorClass) => {
      const server = await start()
      server.byDefault(fail(status))
      const client = clientOf(server)

      expect(await failureOf(client.chat.completions.create(ASK))).toBeInstanceOf(errorClass)
      expect(await failureOf(client.chat.completions.create({ ...ASK, stream: true }))).toBeInstanceOf(errorClass)
    },
  )

  test('can have words and headers of its own', async () => {
    const server = await start({ vendor: 'vllm' })
    const quota = {
      message: 'You exceeded your current quota.',
      type: 'insufficient_quota',
      code: 'insufficient_quota',
    }
    server.script(fail(429, quota, { 'retry-after': '7' }))

    const answer = await ask(server)

    expect(answer.headers.get('retry-after')).toBe('7')
    expect(answer.body).toEqual({ error: { ...quota, param: null } })
  })

  test('is retried by the real client until the script lets it pass', async () => {
    const server = await start()
    server.script(
      fail(429, {}, { 'retry-after-ms': '1' }),
      fail(503, {}, { 'retry-after-ms': '1' }),
      reply('third time'),
    )

    const client = clientOf(server).withOptions({ maxRetries: 2 })
    const completion = await client.chat.completions.create(ASK)

    expect(completion.choices[0]?.message.content).toBe('third time')
    expect(server.requests.map((request) => request.status)).toEqual([429, 503, 200])
  })

  test('can be an HTML page where JSON was expected', async () => {
    const server = await start()
    server.byDefault(htmlErrorPage())

    const response = await fetch(`${server.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ASK),
    })

    expect(response.status).toBe(502)
    expect(response.headers.get('content-type')).toBe('text/html')
    expect(await response.text()).toContain('<h1>502 Bad Gateway</h1>')
    expect(await failureOf(clientOf(server).chat.completions.create(ASK))).toMatchObject({ status: 502 })
  })

  test('can be a connection that is reset before the headers', async () => {
    const server = await start()
    server.byDefault(closeBeforeHeaders())

    expect(await failureOf(ask(server))).toMatchObject({ cause: { code: 'ECONNRESET' } })
    expect(await failureOf(clientOf(server).chat.completions.create(ASK))).toBeInstanceOf(APIConnectionError)
    expect(server.requests[0]).toMatchObject({ status: undefined, clientAborted: false, body: ASK })
  })

  test('can be a server that never answers', async () => {
    const server = await start()
    server.script(stallBeforeHeaders())

    const client = clientOf(server).withOptions({ timeout: 1000 })
    const failure = await failureOf(client.chat.completions.create(ASK))
    await server.requests[0]?.finished

    expect(failure).toBeInstanceOf(APIConnectionError)
    expect(server.requests[0]).toMatchObject({ status: undefined, clientAborted: true, chunksSent: 0 })
  })

  test('can come late', async () => {
    const server = await start()
    server.script(delayed(80, fail(500)))
    const begun = performance.now()

    expect(await ask(server)).toMatchObject({ status: 500 })
    expect(performance.now() - begun).toBeGreaterThanOrEqual(75)
  })

  test('can be an answer that breaks the contract of the vendor', async () => {
    const server = await start()
    server.script(answerJson({ choices: null }), answerJson('{"choices": [', 200), answerJson({ detail: 'x' }, 418))

    expect(await ask(server)).toMatchObject({ status: 200, body: { choices: null } })
    expect(await failureOf(ask(server))).toMatchObject({ name: 'SyntaxError' })
    expect(await ask(server)).toMatchObject({ status: 418, body: { detail: 'x' } })
  })
})

describe('the script', () => {
  test('is used up in order, then the default applies', async () => {
    const server = await start()
    server.script(fail(500), reply('second'))
    server.byDefault(fail(503))

    const statuses = [await ask(server), await ask(server), await ask(server), await ask(server)].map(
      (answer) => answer.status,
    )

    expect(statuses).toEqual([500, 200, 503, 503])
  })

  test('can decide by the request and by its record', async () => {
    const server = await start()
    server.byDefault((request, recorded) =>
      recorded.headers['x-tenant'] === 'blocked' ? fail(403) : reply(`${request.messages.length} messages`),
    )

    const headers = { 'content-type': 'application/json', 'x-tenant': 'blocked' }
    expect(await post(server, '/chat/completions', ASK, { headers })).toMatchObject({ status: 403 })
    expect(await ask(server)).toMatchObject({ body: { choices: [{ message: { content: '1 messages' } }] } })
  })

  test('of one endpoint leaves the others alone', async () => {
    const server = await start()
    server.embeddings.script(fail(503))
    server.rerank.byDefault(fail(429))
    server.models.script(delayed(1, fail(401)), answerAsUsual())

    expect((await ask(server)).status).toBe(200)
    const input = { model: 'test-model', input: 'x' }
    expect((await post(server, '/embeddings', input)).status).toBe(503)
    expect((await post(server, '/embeddings', input)).status).toBe(200)
    const search = { model: 'test-model', query: 'x', documents: ['x'] }
    expect((await post(server, '/rerank', search)).status).toBe(429)
    expect((await fetch(`${server.baseUrl}/models`)).status).toBe(401)
    expect((await fetch(`${server.baseUrl}/models`)).status).toBe(200)
  })

  test('is forgotten on reset, with the requests', async () => {
    const server = await start()
    server.script(fail(500))
    server.byDefault(fail(503))
    await ask(server)

    server.reset()

    expect(server.requests).toEqual([])
    expect((await ask(server)).status).toBe(200)
  })

  test('that throws is told to the client and again when the server is closed', async () => {
    const server = await startOpenAiServer()
    server.byDefault(() => {
      throw new Error('a mistake in the test')
    })

    expect(await ask(server)).toMatchObject({
      status: 500,
      body: { error: { message: expect.stringContaining('a mistake in the test') } },
    })
    await expect(server.close()).rejects.toThrow('a mistake in the test')
  })
})

const norm = (vector: readonly number[]): number => Math.hypot(...vector)

const similarity = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

describe('embeddings', () => {
  test('are unit vectors, in order, the same for the same text', async () => {
    const server = await start()

    const answer = await clientOf(server).embeddings.create({
      model: 'test-model',
      input: ['opening hours', 'late fees', 'opening hours'],
      encoding_format: 'float',
    })

    const [first, second, third] = answer.data
    expect(answer.data.map((item) => item.index)).toEqual([0, 1, 2])
    expect(first?.embedding).toEqual(embeddingOf('opening hours', 384))
    expect(first?.embedding).toEqual(third?.embedding)
    expect(first?.embedding).not.toEqual(second?.embedding)
    expect(norm(second?.embedding ?? [])).toBeCloseTo(1, 5)
    expect(answer.usage).toEqual({ prompt_tokens: 6, total_tokens: 6 })
  })

  test('are the same numbers in base64, which the real client asks for by itself', async () => {
    const server = await start()

    const answer = await clientOf(server).embeddings.create({ model: 'test-model', input: 'opening hours' })

    expect(server.requests[0]?.body).toMatchObject({ encoding_format: 'base64' })
    expect([...(answer.data[0]?.embedding ?? [])]).toEqual(embeddingOf('opening hours', 384))
  })

  test('have as many dimensions as asked for, at most those of the model', async () => {
    const server = await start({ embeddingDimensions: 64 })
    const embed = (dimensions?: number) => post(server, '/embeddings', { model: 'test-model', input: 'x', dimensions })

    expect(await embed()).toMatchObject({ body: { data: [{ embedding: embeddingOf('x', 64) }] } })
    expect(await embed(10)).toMatchObject({ body: { data: [{ embedding: embeddingOf('x', 10) }] } })
    expect(await embed(65)).toMatchObject({ status: 400, body: { error: { param: 'dimensions' } } })
  })

  test('are near for texts that share words, and different for different texts', () => {
    const question = embeddingOf('When does the library open?', 384)
    const near = embeddingOf('The library does open at nine.', 384)
    const far = embeddingOf('Parking costs two euros.', 384)

    expect(similarity(question, near)).toBeGreaterThan(similarity(question, far) + 0.3)
    expect(embeddingOf('dog bites man', 16)).not.toEqual(embeddingOf('man bites dog', 16))
    expect(norm(embeddingOf('?!', 384))).toBeCloseTo(1, 5)
  })

  const refusals: readonly (readonly [string, object, string])[] = [
    ['an unknown field', { truncate: true }, 'truncate'],
    ['no input', { input: undefined }, 'input'],
    ['an empty input', { input: '' }, 'input'],
    ['an empty input among others', { input: ['a', ''] }, 'input'],
    ['an empty list', { input: [] }, 'input'],
    ['input of a wrong type', { input: 7 }, 'input'],
    ['an unknown encoding', { encoding_format: 'hex' }, 'encoding_format'],
    ['an input longer than the context window', { input: ['short', 'a b c d e f'] }, 'messages'],
  ]

  test.each(refusals)('refuse %s', async (_, fields, param) => {
    const server = await start({ contextWindow: 5 })

    const answer = await post(server, '/embeddings', { model: 'test-model', input: 'x', ...fields })

    expect(answer).toMatchObject({ status: 400, body: { error: { param } } })
  })

  test('do not know a model that the server was not started with', async () => {
    const server = await start()

    expect(await post(server, '/embeddings', { model: 'other', input: 'x' })).toMatchObject({ status: 404 })
  })
})

describe('rerank', () => {
  const search = {
    model: 'test-model',
    query: 'library opening hours',
    documents: ['Parking costs money.', 'Library: opening hours are 9-17.', 'The library is old.'],
  }

  test('orders the documents by the share of query words that they have', async () => {
    const server = await start()

    const answer = await post(server, '/rerank', search)

    expect(answer).toMatchObject({
      status: 200,
      body: {
        model: 'test-model',
        results: [
          { index: 1, relevance_score: 1, document: { text: search.documents[1] } },
          { index: 2, relevance_score: wordOverlap(search.query, 'The library is old.') },
          { index: 0, relevance_score: 0 },
        ],
        usage: { total_tokens: 21 },
      },
    })
    expect(wordOverlap('开门时间', '图书馆九点开门')).toBe(0.5)
  })

  test('gives the best few, all of them for 0', async () => {
    const server = await start()
    const resultsFor = async (top_n: number) => (await post(server, '/rerank', { ...search, top_n })).body

    expect(await resultsFor(1)).toMatchObject({ results: [{ index: 1 }] })
    expect(await resultsFor(0)).toMatchObject({ results: [{ index: 1 }, { index: 2 }, { index: 0 }] })
  })

  const refusals: readonly (readonly [string, object, string])[] = [
    ['an unknown field', { texts: [] }, 'texts'],
    ['no query', { query: undefined }, 'query'],
    ['no documents', { documents: [] }, 'documents'],
    ['documents of a wrong type', { documents: [1] }, 'documents[0]'],
    ['a negative top_n', { top_n: -1 }, 'top_n'],
  ]

  test.each(refusals)('refuses %s', async (_, fields, param) => {
    const server = await start()

    const answer = await post(server, '/rerank', { ...search, ...fields })

    expect(answer).toMatchObject({ status: 400, body: { error: { param } } })
  })
})

describe('the list of models', () => {
  test('names the models that the server was started with', async () => {
    const server = await start({ models: ['qwen', 'bge-m3'] })

    const list = await clientOf(server).models.list()

    expect(list.data.map((model) => model.id)).toEqual(['qwen', 'bge-m3'])
    expect(list.data[0]).toMatchObject({ object: 'model', owned_by: 'openai', created: expect.any(Number) })
  })
})

describe('the record', () => {
  test('has every request whole, also refused ones', async () => {
    const server = await start({ apiKey: 'right' })
    const before = Date.now()

    const headers = { 'content-type': 'application/json', 'x-trace': 'abc' }
    await post(server, '/chat/completions?api-version=1', '{"broken": ', { headers })

    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v1/chat/completions',
      url: '/v1/chat/completions?api-version=1',
      headers: expect.objectContaining({ 'x-trace': 'abc' }),
      bodyText: '{"broken": ',
      body: undefined,
      status: 401,
      clientAborted: false,
    })
    expect(server.requests[0]?.receivedAt.getTime()).toBeGreaterThanOrEqual(before)
  })

  test('has the parsed body', async () => {
    const server = await start()

    await clientOf(server).chat.completions.create(ASK)

    expect(server.requests[0]?.body).toEqual(ASK)
  })

  test('proves what left the house, however it was written', async () => {
    const server = await start()
    const escaped =
      '{"model":"test-model","messages":[{"role":"user","content":"\\u5f20\\u4e09\\nMain Street 5"}],"seed":4711}'
    const headers = { 'content-type': 'application/json', 'x-customer': 'ACME' }

    await post(server, '/chat/completions?name=Bj%C3%B6rk', escaped, { headers })

    const received = server.everythingReceived()
    for (const secret of ['张三\nMain Street 5', 'Björk', 'Bj%C3%B6rk', 'x-customer: ACME', '4711', escaped])
      expect(received).toContain(secret)
    expect(received).not.toContain('Zoe')
  })

  test('has what arrived when the client left in the middle of its request', async () => {
    const server = await start()

    const socket = connect(server.port, '127.0.0.1')
    socket.write('POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"secret')
    const arriving = server.waitForRequest(1)
    while (server.requests[0]?.bodyText !== '{"secret') await new Promise((resolve) => setTimeout(resolve, 5))
    socket.destroy()
    const recorded = await arriving

    expect(recorded).toMatchObject({ bodyText: '{"secret', clientAborted: true, status: undefined })
    expect(server.everythingReceived()).toContain('{"secret')
  })

  test('tells that the client left, and after how many chunks', async () => {
    const server = await start()
    server.script(reply('one two three four five six', { delayBetweenMs: 200 }))
    const leaving = new AbortController()

    const stream = await clientOf(server).chat.completions.create({ ...ASK, stream: true }, { signal: leaving.signal })
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content === ' two') leaving.abort()
    await server.requests[0]?.finished

    expect(server.requests[0]?.clientAborted).toBe(true)
    expect(server.requests[0]?.chunksSent).toBeGreaterThanOrEqual(2)
    expect(server.requests[0]?.chunksSent).toBeLessThan(6)
  })

  test('can be waited for while the request is still being answered', async () => {
    const server = await start()
    server.byDefault(stallBeforeHeaders())
    const leaving = new AbortController()

    const waiting = Promise.all([server.waitForRequest(1), server.waitForRequest(2)])
    const asking = [1, 2].map(() => failureOf(post(server, '/chat/completions', ASK, { signal: leaving.signal })))
    const [first, second]: readonly RecordedRequest[] = await waiting

    expect([first?.body, second?.body]).toEqual([ASK, ASK])
    expect(first?.clientAborted).toBe(false)
    leaving.abort()
    await Promise.all(asking)
  })

  test('that does not come is missed in time', async () => {
    const server = await start()

    await expect(server.waitForRequest(1, 30)).rejects.toThrow('Waited 30 ms for request 1; 0 had arrived.')
  })
})

describe('closing', () => {
  test('breaks off what is open and does not hang', async () => {
    const server = await start()
    server.script(
      stallBeforeHeaders(),
      reply('one two', { interrupted: { afterChunks: 1, by: 'stall' } }),
      delayed(3_600_000, answerAsUsual()),
      reply('late', { delayMs: 3_600_000 }),
    )
    const idle = connect(server.port, '127.0.0.1')
    idle.on('error', () => {})
    const asking = [{}, { stream: true }, {}, { stream: true }].map((more) => failureOf(ask(server, more)))
    await server.waitForRequest(4)

    await server.close()

    expect(await Promise.all(asking)).toHaveLength(4)
    expect(server.requests.some((request) => request.clientAborted)).toBe(false)
  })

  test('can be done twice', async () => {
    const server = await start()

    await server.close()
    await server.close()

    expect(await failureOf(ask(server))).toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  })

  test('lets a server go down and come up again on the same port', async () => {
    const first = await start()
    const client = clientOf(first)
    await client.models.list()

    await first.close()
    const whileDown = await failureOf(client.models.list())
    const second = await start({ fixedPort: first.port })

    expect(whileDown).toBeInstanceOf(APIConnectionError)
    expect(second.baseUrl).toBe(first.baseUrl)
    expect((await client.models.list()).data).toHaveLength(1)
    expect(second.requests).toHaveLength(1)
  })

  test('is needed before another server can have the port', async () => {
    const server = await start()

    await expect(startOpenAiServer({ fixedPort: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
