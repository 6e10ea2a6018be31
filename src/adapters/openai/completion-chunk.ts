import * as z from 'zod'
import type { TokenUsage } from '../../domain/accounting/usage.ts'

const count = z.int().min(0)

export const usageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count.nullish(),
  prompt_tokens_details: z.object({ cached_tokens: count.nullish() }).nullish(),
  completion_tokens_details: z.object({ reasoning_tokens: count.nullish() }).nullish(),
  /** DeepSeek's name for cached tokens. */
  prompt_cache_hit_tokens: count.nullish(),
  /** Moonshot's. */
  cached_tokens: count.nullish(),
})

/**
 * What we read of a streamed chunk. `reasoning_content` (DeepSeek, older vLLM) and `reasoning` (vLLM, OpenRouter) hold
 * thoughts; OpenAI puts the words of a refusal into `refusal`, Moonshot the usage into the choice.
 */
export const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        index: z.int().nullish(),
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            reasoning_content: z.string().nullish(),
            reasoning: z.string().nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
        usage: usageSchema.nullish(),
      }),
    )
    .nullish(),
  usage: usageSchema.nullish(),
})

export type CompletionChunk = z.infer<typeof chunkSchema>

/** What a provider counted, in our words. Parts are never more than the whole they belong to. */
export function usageOf(reported: z.infer<typeof usageSchema>): TokenUsage {
  const completionTokens = reported.completion_tokens ?? 0
  const cached =
    reported.prompt_tokens_details?.cached_tokens ?? reported.prompt_cache_hit_tokens ?? reported.cached_tokens ?? 0
  const reasoning = reported.completion_tokens_details?.reasoning_tokens ?? 0
  return {
    promptTokens: reported.prompt_tokens,
    cachedTokens: Math.min(cached, reported.prompt_tokens),
    completionTokens,
    reasoningTokens: Math.min(reasoning, completionTokens),
    estimated: false,
  }
}
