import type { UsageDialect } from './behaviours.ts'
import { countTokens } from './token-count.ts'
import { invalidRequest, type Vendor } from './vendor-error.ts'

/** What kind of server this is: fixed for its life. */
export interface ServerProfile {
  readonly vendor: Vendor
  readonly apiKey: string | undefined
  readonly models: readonly string[]
  /** In tokens, prompt and completion together. */
  readonly contextWindow: number
  readonly embeddingDimensions: number
  readonly usage: UsageDialect
  /** Tokens that the chat template adds around each message. */
  readonly templateTokens: number
}

export function requireModel(model: string, profile: ServerProfile): void {
  if (profile.models.includes(model)) return
  const message =
    profile.vendor === 'vllm'
      ? `The model \`${model}\` does not exist.`
      : `The model \`${model}\` does not exist or you do not have access to it.`
  throw invalidRequest(404, message, 'model_not_found', profile.vendor === 'vllm' ? 'model' : null)
}

/** Refuses, as vendors do, when prompt and wanted completion do not fit into the context window together. */
export function requireRoom(promptTokens: number, completionTokens: number, profile: ServerProfile): void {
  const total = promptTokens + completionTokens
  if (total <= profile.contextWindow) return
  const limit = `This model's maximum context length is ${profile.contextWindow} tokens.`
  const message =
    profile.vendor === 'vllm'
      ? `${limit} However, you requested ${completionTokens} output tokens and your prompt contains at least ${promptTokens} input tokens, for a total of at least ${total} tokens. Please reduce the length of the input prompt or the number of requested output tokens.`
      : `${limit} However, you requested ${total} tokens (${promptTokens} in the messages, ${completionTokens} in the completion). Please reduce the length of the messages or completion.`
  throw invalidRequest(400, message, 'context_length_exceeded', profile.vendor === 'vllm' ? 'input_tokens' : 'messages')
}

/** Refuses when one of the texts is longer than the context window. */
export function requireEachToFit(texts: readonly string[], profile: ServerProfile): void {
  for (const text of texts) requireRoom(countTokens(text), 0, profile)
}
