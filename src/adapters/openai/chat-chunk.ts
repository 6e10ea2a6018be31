import * as z from 'zod'
import { LorekeepError } from '../../domain/errors.ts'
import type { ChatEvent } from '../../ports/chat-model.ts'
import type { TokenUsage } from '../../domain/usage.ts'

/** A chunk as it came over the wire, not yet looked at. */
export type StreamChunk = object

const count = z.int().min(0)

const usageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count.default(0),
  prompt_tokens_details: z.object({ cached_tokens: count.nullish() }).nullish(),
  completion_tokens_details: z.object({ reasoning_tokens: count.nullish() }).nullish(),
  /** DeepSeek's name for cached tokens. */
  prompt_cache_hit_tokens: count.nullish(),
})

const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            reasoning_content: z.string().nullish(),
            reasoning: z.string().nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: usageSchema.nullish(),
})

/** What one chunk of a stream says, whichever dialect it is in. */
export interface ReadChunk {
  readonly text: string
  readonly reasoning: string
  readonly finish: string | undefined
  readonly usage: TokenUsage | undefined
}

/** @throws LorekeepError `model-answer-invalid` for a chunk that is none */
export function readChunk(chunk: StreamChunk): ReadChunk {
  const parsed = chunkSchema.safeParse(chunk)
  if (!parsed.success) {
    throw new LorekeepError('model-answer-invalid', 'The model server sent something that is no chat completion.', {
      hint: 'Check that the base URL is that of an OpenAI-compatible endpoint.',
    })
  }
  const { choices, usage } = parsed.data
  const [choice] = choices ?? []
  return {
    text: choice?.delta?.content ?? '',
    reasoning: choice?.delta?.reasoning_content ?? choice?.delta?.reasoning ?? '',
    finish: choice?.finish_reason ?? undefined,
    usage: usage == null ? undefined : usageOf(usage),
  }
}

function usageOf(usage: z.infer<typeof usageSchema>): TokenUsage {
  return {
    promptTokens: usage.prompt_tokens,
    cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens ?? 0,
    completionTokens: usage.completion_tokens,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens ?? 0,
    estimated: false,
  }
}

/** Why a model stopped, in our words. */
export function finishReasonOf(reason: string): Extract<ChatEvent, { type: 'finish' }>['reason'] {
  if (reason === 'length') return 'length'
  return reason === 'content_filter' ? 'filtered' : 'stop'
}
