import { noUsage, type TokenUsage } from '../../domain/accounting/usage.ts'

/** What a question had in a shared call, in tokens as estimated. */
export interface UsageWeight {
  readonly prompt: number
  readonly completion: number
}

/** A question's share of a call, and what was given to the questions before it. */
export interface UsageShare {
  readonly usage: TokenUsage
  readonly before: TokenUsage
}

/** Splits the tokens of a call by weight. The shares are whole and add up to the call. */
export function splitUsage(total: TokenUsage, weights: readonly UsageWeight[]): readonly UsageShare[] {
  const prompts = weights.map(({ prompt }) => prompt)
  const completions = weights.map(({ completion }) => completion)
  const cached = sharesOf(total.cachedTokens, prompts)
  const uncached = sharesOf(total.promptTokens - total.cachedTokens, prompts)
  const reasoning = sharesOf(total.reasoningTokens, completions)
  const spoken = sharesOf(total.completionTokens - total.reasoningTokens, completions)
  let before: TokenUsage = { ...noUsage, estimated: total.estimated }
  return weights.map((_, at) => {
    const usage: TokenUsage = {
      promptTokens: (cached[at] ?? 0) + (uncached[at] ?? 0),
      cachedTokens: cached[at] ?? 0,
      completionTokens: (reasoning[at] ?? 0) + (spoken[at] ?? 0),
      reasoningTokens: reasoning[at] ?? 0,
      estimated: total.estimated,
    }
    const share = { usage, before }
    before = {
      promptTokens: before.promptTokens + usage.promptTokens,
      cachedTokens: before.cachedTokens + usage.cachedTokens,
      completionTokens: before.completionTokens + usage.completionTokens,
      reasoningTokens: before.reasoningTokens + usage.reasoningTokens,
      estimated: total.estimated,
    }
    return share
  })
}

/** Each share is what the weights up to it come to, less what those before it came to. */
function sharesOf(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  let weighed = 0
  let given = 0
  return weights.map((weight, at) => {
    weighed += weight
    const upTo = at === weights.length - 1 ? total : Math.floor((total * weighed) / sum)
    const share = upTo - given
    given = upTo
    return share
  })
}
