import type { OpenAI } from 'openai'
import { LorekeepError } from '../../domain/errors.ts'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import type { TokenUsage } from '../../domain/accounting/usage.ts'
import type { ChatEvent, ChatModel, ChatRequest } from '../../ports/chat-model.ts'
import { chatBody } from './chat-body.ts'
import { chunkSchema, type CompletionChunk, usageOf } from './completion-chunk.ts'
import { createEndpointClient } from './endpoint-client.ts'
import { type FinishReason, finishReasonOf } from './finish-reason.ts'
import { StreamDeadline } from './stream-deadline.ts'
import { opensThoughtsInPrompt, ThinkTags } from './think-tags.ts'
import { isRefusalOf, translateError } from './translate-error.ts'

/**
 * A model behind an OpenAI-compatible endpoint. Sends only fields that both OpenAI and vLLM know. Nothing is tried
 * again, but for one case: an endpoint that refuses to report usage while streaming is asked once without.
 */
export function createOpenAiChatModel(provider: ModelProvider): ChatModel {
  const client = clients.get(provider) ?? createEndpointClient(provider, provider.firstTokenTimeoutMs)
  clients.set(provider, client)
  return {
    provider,
    async *stream(request, signal) {
      const deadline = new StreamDeadline(provider, signal)
      const reading = new ReplyReading(provider)
      try {
        const chunks = await open(client, provider, request, deadline)
        for await (const chunk of chunks) yield* reading.read(chunk, deadline)
        yield* reading.end(deadline)
      } catch (error) {
        yield* reading.fail(deadline.reasonFor(translateError(error, provider)))
      } finally {
        deadline.end()
      }
    },
  }
}

/** A client for each provider, as long as its entry in the catalogue stands. */
const clients = new WeakMap<ModelProvider, OpenAI>()

async function open(
  client: OpenAI,
  provider: ModelProvider,
  request: ChatRequest,
  deadline: StreamDeadline,
): Promise<AsyncIterable<unknown>> {
  const body = { ...chatBody(provider, request.messages, request.maxOutputTokens), stream: true } as const
  const withUsage = { ...body, stream_options: { include_usage: true } }
  const options = { signal: deadline.signal }
  try {
    return await client.chat.completions.create(withUsage, options)
  } catch (error) {
    if (!isRefusalOf(error, 'stream_options') && !isRefusalOf(error, 'include_usage')) throw error
    return await client.chat.completions.create(body, options)
  }
}

/** One reply as it comes in. */
class ReplyReading {
  readonly #provider: ModelProvider
  readonly #thinkTags: ThinkTags
  #usage: TokenUsage | undefined
  #finish: FinishReason | undefined

  constructor(provider: ModelProvider) {
    this.#provider = provider
    this.#thinkTags = new ThinkTags({ beginsInThought: opensThoughtsInPrompt(provider.model) })
  }

  *read(received: unknown, deadline: StreamDeadline): Iterable<ChatEvent> {
    const chunk = this.#parse(received)
    const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0)
    const reported = chunk.usage ?? choice?.usage
    if (reported) this.#usage = usageOf(reported)
    const { content, refusal, reasoning, reasoning_content: olderReasoning } = choice?.delta ?? {}
    const thoughts = olderReasoning || reasoning
    if (choice?.finish_reason) this.#finish = finishReasonOf(choice.finish_reason, this.#provider.name)
    deadline.progress(Boolean(thoughts || content || refusal), this.#finish !== undefined)
    if (thoughts) {
      this.#thinkTags.thoughtsCameApart()
      yield { type: 'reasoning', text: thoughts }
    }
    if (content) yield* this.#thinkTags.push(content)
    if (refusal) yield { type: 'text', text: refusal }
  }

  /** The stream is over: as it should be, or because the connection was let go of. */
  *end(deadline: StreamDeadline): Iterable<ChatEvent> {
    if (this.#finish === undefined) throw deadline.reasonFor(this.#brokenOff())
    yield* this.#complete(this.#finish)
  }

  /** A finished reply stays one, whatever happens to the connection then. Of a broken one, the usage is passed on. */
  *fail(error: LorekeepError): Iterable<ChatEvent> {
    if (this.#finish !== undefined && error.code !== 'cancelled' && error.code !== 'model-answer-invalid') {
      yield* this.#complete(this.#finish)
      return
    }
    if (this.#usage !== undefined) yield { type: 'usage', usage: this.#usage }
    throw error
  }

  *#complete(reason: FinishReason): Iterable<ChatEvent> {
    yield* this.#thinkTags.end()
    if (this.#usage !== undefined) yield { type: 'usage', usage: this.#usage }
    yield { type: 'finish', reason }
  }

  #parse(received: unknown): CompletionChunk {
    const chunk = chunkSchema.safeParse(received)
    if (chunk.success) return chunk.data
    const where = chunk.error.issues.map(({ path }) => path.join('.')).join(', ')
    throw new LorekeepError(
      'model-answer-invalid',
      `"${this.#provider.name}" sent a chunk that makes no sense: ${where}.`,
    )
  }

  #brokenOff(): LorekeepError {
    return new LorekeepError('model-unavailable', `"${this.#provider.name}" broke off in the middle of its answer.`)
  }
}
