import type { ModelPrice } from '../../domain/routing/model-catalogue.ts'
import { costOfTokens, type Micros } from '../../domain/money.ts'
import type { TokenUsage } from '../../domain/accounting/usage.ts'

/** What a call cost. Cached prompt tokens and reasoning ones have their own prices; rounded up once for the call. */
export function costOf(usage: TokenUsage, price: ModelPrice): Micros {
  const cached = Math.min(usage.cachedTokens, usage.promptTokens)
  const reasoning = Math.min(usage.reasoningTokens, usage.completionTokens)
  return costOfTokens(
    [usage.promptTokens - cached, price.inputPerMillion],
    [cached, price.cachedInputPerMillion],
    [usage.completionTokens - reasoning, price.outputPerMillion],
    [reasoning, price.reasoningPerMillion ?? price.outputPerMillion],
  )
}

/** The most that a call can cost: the dearer price for each prompt token, and the whole output limit used at the dearer price. */
export function highestCost(promptTokens: number, maxOutputTokens: number, price: ModelPrice): Micros {
  const dearer = (a: Micros, b: Micros) => (a > b ? a : b)
  return costOfTokens(
    [promptTokens, dearer(price.inputPerMillion, price.cachedInputPerMillion)],
    [maxOutputTokens, dearer(price.outputPerMillion, price.reasoningPerMillion ?? price.outputPerMillion)],
  )
}
