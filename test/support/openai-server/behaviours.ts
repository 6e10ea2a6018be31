import type { ChatCompletionRequest } from './chat-request.ts'
import type { RecordedRequest } from './recorded-requests.ts'
import type { VendorErrorBody } from './vendor-error.ts'
import type { FailureStatus } from './vendor-failures.ts'

/**
 * How a vendor reports token usage while streaming.
 * - `openai`: one last chunk with empty `choices`, only when the request asked with `stream_options.include_usage`.
 * - `continuous`: the count so far on every chunk and a last chunk with empty `choices`, asked for or not (vLLM with
 *   `continuous_usage_stats`, forced by the operator). Adding these up is the mistake to catch.
 * - `last-choice`: on the chunk that has the `finish_reason`, asked for or not (DeepSeek).
 * - `none`: never, also when asked, streaming or not.
 */
export type UsageDialect = 'openai' | 'continuous' | 'last-choice' | 'none'

/**
 * Thoughts that come before the answer.
 * - `reasoning_content`: a field beside `content` (DeepSeek, older vLLM). `reasoning`: its newer name in vLLM.
 * - `think-tags`: inside `content`, between `<think>` and `</think>` (vLLM without a reasoning parser).
 * - `hidden`: counted and billed, never shown (OpenAI).
 */
export interface Reasoning {
  readonly text: string
  readonly as: 'reasoning_content' | 'reasoning' | 'think-tags' | 'hidden'
}

/**
 * What goes wrong after `afterChunks` pieces of text (0: after the chunk that only names the role; more than there are:
 * after the last piece, before the `finish_reason`).
 * - `stall`: nothing more comes, the connection stays open. `cut`: the socket is destroyed.
 * - `end`: the response ends properly, but without `finish_reason` and `[DONE]`.
 * - `malformed-chunk`: one `data:` line that is not JSON, then the rest as usual.
 * - `error-event`: `data: {"error": …}` and `[DONE]`, as vLLM does when its engine dies.
 * Without streaming the first half of the body stands for the chunks; `error-event` is then a status 500.
 */
export interface Interruption {
  readonly afterChunks: number
  readonly by: 'stall' | 'cut' | 'end' | 'malformed-chunk' | 'error-event'
}

export interface ReplyOptions {
  /** The content in this many pieces of about equal length, or in exactly these pieces. Default: one token each. */
  readonly chunks?: number | readonly string[]
  /** Time between the response headers and the first piece (without streaming: before the response). */
  readonly delayMs?: number
  /** Time between two pieces. */
  readonly delayBetweenMs?: number
  /** Default: the dialect that the server was started with. */
  readonly usage?: UsageDialect
  /** Reports `prompt_tokens_details.cached_tokens`; never more than the prompt has. */
  readonly cachedTokens?: number
  /** Reports `completion_tokens_details.reasoning_tokens`, counted from `reasoning`. */
  readonly reportReasoningTokens?: boolean
  readonly reasoning?: Reasoning
  /** Default `stop`; always `length` when the request's token limit cuts the reply. */
  readonly finishReason?: 'stop' | 'length' | 'content_filter'
  /** Ends the stream without `data: [DONE]`. */
  readonly withoutDone?: boolean
  readonly interrupted?: Interruption
  readonly headers?: Readonly<Record<string, string>>
}

/** The text of a reply, or how to make it from the request. */
export type ReplyText = string | ((request: ChatCompletionRequest, recorded: RecordedRequest) => string)

export interface Reply {
  readonly kind: 'reply'
  readonly text: ReplyText
  readonly options: ReplyOptions
}

/** What any endpoint can be told to do. */
export type PlainBehaviour =
  | { readonly kind: 'ordinary' }
  | {
      readonly kind: 'fail'
      readonly status: FailureStatus
      readonly error: Partial<VendorErrorBody>
      readonly headers: Readonly<Record<string, string>>
    }
  | { readonly kind: 'json'; readonly body: unknown; readonly status: number }
  | { readonly kind: 'html-page'; readonly status: number }
  | { readonly kind: 'stall-before-headers' }
  | { readonly kind: 'close-before-headers' }
  | { readonly kind: 'delayed'; readonly milliseconds: number; readonly next: PlainBehaviour }

/** What the chat endpoint can be told to do. */
export type ChatBehaviour =
  | PlainBehaviour
  | Reply
  | { readonly kind: 'delayed'; readonly milliseconds: number; readonly next: ChatBehaviour }

/**
 * Answers a chat request with this text, streamed or whole as the request asks, and cut off where its `max_tokens` or
 * `max_completion_tokens` says. Stop sequences, tools and response formats are accepted and change nothing.
 * @throws when `chunks` is a number below 1, or strings that do not make up the text
 */
export function reply(text: ReplyText, options: ReplyOptions = {}): Reply {
  const { chunks } = options
  if (typeof chunks === 'number' && !(chunks >= 1)) throw new Error('A reply needs at least one chunk.')
  if (typeof text === 'string' && typeof chunks === 'object' && chunks.join('') !== text)
    throw new Error('The chunks of a reply must make up its text.')
  return { kind: 'reply', text, options }
}

/** The endpoint's usual answer; for chat a short fixed text. */
export function answerAsUsual(): PlainBehaviour {
  return { kind: 'ordinary' }
}

/** Fails in the vendor's words for this status; what `error` says replaces them field by field. */
export function fail(
  status: FailureStatus,
  error: Partial<VendorErrorBody> = {},
  headers: Readonly<Record<string, string>> = {},
): PlainBehaviour {
  return { kind: 'fail', status, error, headers }
}

/** Answers with this JSON whatever was asked: for answers that break the vendor's own contract. A string is sent as it is. */
export function answerJson(body: unknown, status = 200): PlainBehaviour {
  return { kind: 'json', body, status }
}

/** The HTML page of a proxy that lost its upstream, where JSON was expected. */
export function htmlErrorPage(status = 502): PlainBehaviour {
  return { kind: 'html-page', status }
}

/** Reads the request and never answers, not even with headers. */
export function stallBeforeHeaders(): PlainBehaviour {
  return { kind: 'stall-before-headers' }
}

/** Reads the request and resets the connection: the client sees ECONNRESET. */
export function closeBeforeHeaders(): PlainBehaviour {
  return { kind: 'close-before-headers' }
}

/** Waits before anything is sent, and then does what comes next. */
export function delayed(milliseconds: number, next: PlainBehaviour): PlainBehaviour
export function delayed(milliseconds: number, next: ChatBehaviour): ChatBehaviour
export function delayed(milliseconds: number, next: ChatBehaviour): ChatBehaviour {
  return { kind: 'delayed', milliseconds, next }
}
