import type { ModelProvider } from '../domain/routing/model-catalogue.ts'
import type { RedactedText } from '../domain/privacy/redacted-text.ts'
import type { TokenUsage } from '../domain/accounting/usage.ts'

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: RedactedText
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[]
  /** Upper bound of the completion, reasoning included. */
  readonly maxOutputTokens: number
}

export type ChatEvent =
  | { readonly type: 'text'; readonly text: string }
  /** Text the model thinks with; never shown, but paid for. */
  | { readonly type: 'reasoning'; readonly text: string }
  /** What the provider counted, at most once. */
  | { readonly type: 'usage'; readonly usage: TokenUsage }
  | { readonly type: 'finish'; readonly reason: 'stop' | 'length' | 'filtered' }

/** One model behind one endpoint. */
export interface ChatModel {
  readonly provider: ModelProvider
  /**
   * Streams a reply. Ends normally only when the model finished: a stream that breaks off throws.
   * Never tries again by itself.
   * @throws LorekeepError `model-unavailable`, `model-timeout`, `model-rejected`,
   *   `model-context-exceeded`, `model-answer-invalid`, `rate-limited`, `cancelled`
   */
  stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatEvent>
}

/** Makes the model that a catalogue entry describes. */
export type ChatModelFactory = (provider: ModelProvider) => ChatModel
