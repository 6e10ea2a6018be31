import type { ReplyOptions } from './behaviours.ts'
import { type ComposedReply, type Piece, textIn } from './compose-reply.ts'
import { countTokens } from './token-count.ts'

/** Token usage as the vendors report it. */
export interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly prompt_tokens_details?: { readonly cached_tokens: number }
  readonly completion_tokens_details?: { readonly reasoning_tokens: number }
}

/** The usage once these pieces of the reply are sent. */
export function usageAfter(
  sent: readonly Piece[],
  reply: ComposedReply,
  promptTokens: number,
  options: ReplyOptions,
): Usage {
  const completionTokens =
    reply.hiddenTokens +
    countTokens(textIn('reasoning_content', sent)) +
    countTokens(textIn('reasoning', sent)) +
    countTokens(textIn('content', sent))
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    ...(options.cachedTokens !== undefined && {
      prompt_tokens_details: { cached_tokens: Math.min(options.cachedTokens, promptTokens) },
    }),
    ...(options.reportReasoningTokens === true && {
      completion_tokens_details: { reasoning_tokens: Math.min(reply.reasoningTokens, completionTokens) },
    }),
  }
}
