import type { ModelPrice } from '../domain/model-catalogue.ts'
import { addMicros, costOfTokens, type Micros } from '../domain/money.ts'
import type { TokenUsage } from '../domain/usage.ts'

/** What a call cost. Cached prompt tokens have their own price; reasoning is part of the completion. */
export function costOf(usage: TokenUsage, price: ModelPrice): Micros {
  const cached = Math.min(usage.cachedTokens, usage.promptTokens)
  return addMicros(
    costOfTokens(usage.promptTokens - cached, price.inputPerMillion),
    costOfTokens(cached, price.cachedInputPerMillion),
    costOfTokens(usage.completionTokens, price.outputPerMillion),
  )
}

/** The most that a call can cost: nothing cached, the whole output limit used. */
export function highestCost(promptTokens: number, maxOutputTokens: number, price: ModelPrice): Micros {
  return addMicros(
    costOfTokens(promptTokens, price.inputPerMillion),
    costOfTokens(maxOutputTokens, price.outputPerMillion),
  )
}
