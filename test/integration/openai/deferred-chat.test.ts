import { afterEach, describe, expect, test } from '@jest/globals'
import { createOpenAiDeferredChat } from '../../../src/adapters/openai/batch/openai-deferred-chat.ts'
import type { BatchApi } from '../../../src/domain/routing/model-catalogue.ts'
import type { RedactedText } from '../../../src/domain/privacy/redacted-text.ts'
import type { DeferredChat, RemoteBatch } from '../../../src/ports/deferred-chat.ts'
import { reply } from '../../support/openai-server/behaviours.ts'
import type { BatchVendor } from '../../support/openai-server/batch/batch-vendor.ts'
import { lastUserText } from '../../support/openai-server/chat-messages.ts'
import { type OpenAiServer, startOpenAiServer } from '../../support/openai-server/openai-server.ts'
import { providerOf } from '../../support/providers.ts'

const never = new AbortController().signal
let server: OpenAiServer

afterEach(() => server.close())

async function open(dialect: BatchVendor = 'openai', model = 'test-model'): Promise<DeferredChat> {
  server = await startOpenAiServer({ batches: dialect, apiKey: 'secret', models: [model] })
  const origin = `http://127.0.0.1:${server.port}`
  const batch: BatchApi = {
    dialect,
    baseUrl: dialect === 'azure' ? `${origin}/openai` : `${origin}/v1`,
    model,
    priceShare: 0.5,
    windowHours: 24,
    mostRequests: 100,
    lookEveryMs: 10,
  }
  const azure = dialect === 'azure' ? { azureApiVersion: '2024-10-21' } : {}
  return createOpenAiDeferredChat({ ...providerOf('cloud', { apiKey: 'secret', ...azure }), batch })
}

function requestOf(id: string, text: string) {
  return { id, questions: 1, messages: [{ role: 'user' as const, content: text as RedactedText }] }
}

const requests = [requestOf('question-1', 'How many days?'), requestOf('question-2', '年假有多少天？')]

async function untilEnded(chat: DeferredChat, { id }: RemoteBatch): Promise<RemoteBatch> {
  while (true) {
    const batch = await chat.look(id, never)
    if (batch === undefined) throw new Error('The batch is gone.')
    if (batch.hasEnded) return batch
  }
}

describe.each(['openai', 'azure', 'dashscope', 'zhipu'] as const)('the batch API of %s', (dialect) => {
  test('answers each request of a file, and says what it counted', async () => {
    const chat = await open(dialect)
    server.batches.looksNeeded = 2
    server.byDefault(reply((request) => `About: ${lastUserText(request)}`))

    const file = await chat.upload('questions', requests, never)
    const submitted = await chat.submit(file, 'questions', never)
    expect(submitted.hasEnded).toBe(false)
    expect((await chat.find(file, never))?.id).toBe(submitted.id)
    const ended = await untilEnded(chat, submitted)

    expect(ended).toMatchObject({ done: 2, failed: 0 })
    const usage = { promptTokens: 3, cachedTokens: 0, completionTokens: 4, reasoningTokens: 0, estimated: false }
    expect((await chat.replies(ended, never)).get('question-1')).toEqual({
      text: 'About: How many days?',
      finish: 'stop',
      usage,
    })
    expect((await chat.replies(ended, never)).get('question-2')).toMatchObject({ text: 'About: 年假有多少天？' })
  })

  test('leaves nothing behind that was to be forgotten', async () => {
    const chat = await open(dialect)
    const file = await chat.upload('questions', requests, never)
    const ended = await untilEnded(chat, await chat.submit(file, 'questions', never))
    await chat.forget([file, ...ended.files], never)
    await chat.forget([file], never)

    expect(server.batches.filesKept).toBe(0)
  })
})

describe('a batch at a provider', () => {
  async function endedWith(chat: DeferredChat) {
    const file = await chat.upload('questions', requests, never)
    const ended = await untilEnded(chat, await chat.submit(file, 'questions', never))
    return { ended, replies: await chat.replies(ended, never) }
  }

  test('tells the requests that failed from those that were answered', async () => {
    const chat = await open()
    server.batches.fateOf = (request) => (lastUserText(request).startsWith('How') ? 'refused' : 'answered')
    const { ended, replies } = await endedWith(chat)

    expect(ended).toMatchObject({ status: 'completed', done: 1, failed: 1 })
    expect(replies.get('question-1')).toMatchObject({ error: { code: 'model-unavailable' } })
    expect(replies.get('question-2')).toMatchObject({ text: 'This is the usual reply.' })
  })

  test('that expired has what was answered by then, and knows of the others that they expired', async () => {
    const chat = await open()
    server.batches.ending = 'expired'
    server.batches.fateOf = (request) => (lastUserText(request).startsWith('How') ? 'expired' : 'answered')
    const { ended, replies } = await endedWith(chat)

    expect(ended.status).toBe('expired')
    expect(replies.get('question-1')).toMatchObject({ error: { message: expect.stringContaining('batch_expired') } })
    expect(replies.get('question-2')).toMatchObject({ finish: 'stop' })
  })

  test('that was refused as a whole says why in a word, and has no replies', async () => {
    const chat = await open()
    server.batches.ending = 'failed'
    const { ended, replies } = await endedWith(chat)

    expect(ended).toMatchObject({ status: 'failed', problem: 'token_limit_exceeded', files: [] })
    expect(replies.size).toBe(0)
  })

  test('that is cancelled ends with what was answered by then, and cancelling it again does nothing', async () => {
    const chat = await open()
    server.batches.looksNeeded = Infinity
    server.batches.answeredWhenCancelled = 1
    const file = await chat.upload('questions', requests, never)
    const batch = await chat.submit(file, 'questions', never)
    await chat.cancel(batch.id, never)
    const ended = await untilEnded(chat, batch)
    await chat.cancel(batch.id, never)

    expect(ended.status).toBe('cancelled')
    expect([...(await chat.replies(ended, never)).keys()]).toEqual(['question-1'])
  })

  test('that the provider does not know is told from one that cannot be asked about', async () => {
    const chat = await open()
    expect(await chat.look('batch_of_nobody', never)).toBeUndefined()
    expect(await chat.find('file-of-nobody', never)).toBeUndefined()
    await server.close()
    await expect(chat.look('batch_of_nobody', never)).rejects.toMatchObject({ code: 'model-unavailable' })
  })

  test('is found among many others by its file', async () => {
    const chat = await open()
    const file = await chat.upload('questions', requests, never)
    const { id } = await chat.submit(file, 'questions', never)
    for (let others = 0; others < 120; others += 1) {
      await chat.submit(await chat.upload('others', requests, never), 'others', never)
    }

    expect((await chat.find(file, never))?.id).toBe(id)
  })

  test('keeps thoughts out of what is to be shown', async () => {
    const chat = await open('dashscope', 'qwq-plus')
    server.byDefault(reply('Let me see.\n</think>\n\nTen days.'))
    const { replies } = await endedWith(chat)

    expect(replies.get('question-1')).toMatchObject({ text: 'Ten days.' })
  })

  test('that refuses a file says so in words that repeat nothing of it', async () => {
    const chat = await open('zhipu')
    const file = await chat.upload('questions', [requestOf('q1', 'A secret of Zoe Quist')], never)

    const refused = await chat.submit(file, 'questions', never).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'model-rejected' })
    expect(String(refused)).not.toContain('Quist')
  })
})
