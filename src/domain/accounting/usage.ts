/** The tokens of one model call. Cached ones are part of the prompt, reasoning ones of the completion. */
export interface TokenUsage {
  readonly promptTokens: number
  readonly cachedTokens: number
  readonly completionTokens: number
  readonly reasoningTokens: number
  /** True when counted by us because the provider did not say. */
  readonly estimated: boolean
}

export const noUsage: TokenUsage = {
  promptTokens: 0,
  cachedTokens: 0,
  completionTokens: 0,
  reasoningTokens: 0,
  estimated: false,
}

export function addUsage(a: TokenUsage, b: TokenUsage): TokenUsage {
  return {
    promptTokens: a.promptTokens + b.promptTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    estimated: a.estimated || b.estimated,
  }
}

/** Tokens of prompt and reply together, as budgets count them. */
export function totalTokens({ promptTokens, completionTokens }: TokenUsage): number {
  return promptTokens + completionTokens
}
