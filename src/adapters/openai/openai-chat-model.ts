import OpenAI from 'openai'
import { LorekeepError } from '../../domain/errors.ts'
import type { ModelProvider } from '../../domain/model-catalogue.ts'
import type { ChatEvent, ChatModel, ChatRequest } from '../../ports/chat-model.ts'
import { finishReasonOf, readChunk, type StreamChunk } from './chat-chunk.ts'
import { createDeadline } from './deadline.ts'
import { rejectsStreamOptions, translateError } from './openai-failure.ts'
import { createThinkingFilter } from './thinking-filter.ts'

/**
 * A chat model behind an OpenAI-compatible endpoint: OpenAI, vLLM, DeepSeek and the like. Streams,
 * keeps the provider's limits for the first and the next token, and never tries again by itself.
 */
export function createOpenAiChatModel(provider: ModelProvider): ChatModel {
  const client = new OpenAI({
    baseURL: provider.baseUrl,
    apiKey: provider.apiKey ?? 'none',
    maxRetries: 0,
    // The limits for tokens are ours; this one only keeps a connection from staying for ever.
    timeout: 24 * 60 * 60 * 1000,
    logLevel: 'off',
  })
  return { provider, stream: (request, signal) => stream(client, provider, request, signal) }
}

async function* stream(
  client: OpenAI,
  provider: ModelProvider,
  request: ChatRequest,
  signal: AbortSignal,
): AsyncGenerator<ChatEvent> {
  const deadline = createDeadline(signal)
  const thinking = createThinkingFilter()
  let usage: Extract<ChatEvent, { type: 'usage' }> | undefined
  let finish: Extract<ChatEvent, { type: 'finish' }> | undefined
  try {
    deadline.within(provider.firstTokenTimeoutMs)
    const chunks = await open(client, provider, request, deadline.signal)
    for await (const chunk of chunks) {
      const read = readChunk(chunk)
      if (read.text !== '' || read.reasoning !== '') deadline.within(provider.nextTokenTimeoutMs)
      if (read.reasoning !== '') yield { type: 'reasoning', text: read.reasoning }
      yield* thinking.push(read.text)
      if (read.usage !== undefined) usage = { type: 'usage', usage: read.usage }
      if (read.finish !== undefined) finish = { type: 'finish', reason: finishReasonOf(read.finish) }
    }
    yield* thinking.end()
  } catch (error) {
    if (usage !== undefined) yield usage
    throw translateError(error, provider, { cancelled: signal.aborted, timedOut: deadline.passed })
  } finally {
    deadline.clear()
  }
  if (usage !== undefined) yield usage
  if (signal.aborted) throw translateError(undefined, provider, { cancelled: true, timedOut: false })
  if (finish === undefined) {
    throw new LorekeepError('model-unavailable', `${provider.name} broke off in the middle of its answer.`, {
      hint: 'Ask again. If it keeps happening, look at the log of the model server.',
    })
  }
  yield finish
}

/** Opens the stream; without `stream_options` for the endpoints that do not know them. */
async function open(
  client: OpenAI,
  provider: ModelProvider,
  request: ChatRequest,
  signal: AbortSignal,
): Promise<AsyncIterable<StreamChunk>> {
  const body = {
    model: provider.model,
    messages: request.messages.map(({ role, content }) => ({ role, content: String(content) })),
    temperature: provider.temperature,
    [provider.outputLimitField]: request.maxOutputTokens,
    stream: true as const,
  }
  try {
    return await client.chat.completions.create({ ...body, stream_options: { include_usage: true } }, { signal })
  } catch (error) {
    if (!rejectsStreamOptions(error)) throw error
    return client.chat.completions.create(body, { signal })
  }
}
