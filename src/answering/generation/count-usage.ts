import type { TokenUsage } from '../../domain/accounting/usage.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import type { TokenCounter } from '../../ports/token-counter.ts'

/** Tokens that a chat template adds around each message. */
const perMessage = 5
/** A reservation has to hold although templates differ from ours, and most tokenizers from the one that stands in for them. */
const safetyMargin = { exact: 1.15, estimate: 1.5 } as const

/** The tokens of a prompt by the model's tokenizer, chat template included. */
export async function countPrompt(
  messages: readonly ChatMessage[],
  model: string,
  counter: TokenCounter,
): Promise<number> {
  const counts = await Promise.all(messages.map((message) => counter.count(message.content, model)))
  return counts.reduce((sum, count) => sum + count + perMessage, 0)
}

/** A number of prompt tokens that the provider's own count will hardly exceed. */
export function withMargin(promptTokens: number, isExact: boolean): number {
  return Math.ceil(promptTokens * safetyMargin[isExact ? 'exact' : 'estimate']) + 32
}

/** The usage of a call as we count it, `promptTokens` having been counted before it. Marked as estimated. */
export async function estimateUsage(
  promptTokens: number,
  received: { readonly text: string; readonly reasoning: string },
  model: string,
  counter: TokenCounter,
): Promise<TokenUsage> {
  const [textTokens, reasoningTokens] = await Promise.all([
    counter.count(received.text, model),
    counter.count(received.reasoning, model),
  ])
  return {
    promptTokens,
    cachedTokens: 0,
    completionTokens: textTokens + reasoningTokens,
    reasoningTokens,
    estimated: true,
  }
}
