import type { ModelCatalogue, ModelProvider } from '../../domain/routing/model-catalogue.ts'
import { addMicros, type Micros, toMicros, zeroMicros } from '../../domain/money.ts'
import type { Tier } from '../../domain/routing/route.ts'
import type { TokenUsage } from '../../domain/accounting/usage.ts'
import { baselineCost } from '../savings/baseline.ts'
import { costOf } from '../prices/cost.ts'
import { priceOf, whyUnpriced } from '../prices/price-list.ts'

/** What a month asks for. */
export interface Workload {
  readonly questions: number
  /** Tokens of one question that a model answers. */
  readonly promptTokens: number
  /** Part of the prompt. */
  readonly cachedTokens: number
  readonly completionTokens: number
  /** Questions that are answered from the cache, 0…1. */
  readonly hitRate: number
  /** Of the others, how many each provider answers, 0…1, by its name. What is left is quoted, at no cost. */
  readonly shares: ReadonlyMap<string, number>
}

/** What a month would cost if one provider answered all that the cache does not. */
export interface ProviderEstimate {
  readonly provider: string
  readonly tier: Tier
  readonly model: string
  readonly share: number
  /** Absent without a price, for the reason given. */
  readonly monthMicros?: Micros
  readonly reason?: string
  /** True where the price is only a guess. */
  readonly assumed: boolean
}

export interface Estimate {
  /** Everything at the baseline model, nothing from the cache. */
  readonly baselineMicros: Micros
  readonly providers: readonly ProviderEstimate[]
  /** With every provider's share; without those that have no price. */
  readonly mixMicros: Micros
  readonly savedMicros: Micros
  /** `saved / baseline`, 0 when there is no baseline. */
  readonly savedShare: number
}

/** Projects a month at the prices of a point in time. Questions are rounded to whole ones. */
export function estimate(workload: Workload, catalogue: ModelCatalogue, at: number): Estimate {
  const { questions, hitRate, shares } = workload
  const asked = Math.round(questions * (1 - hitRate))
  const baselineMicros = baselineCost(tokensOf(workload, questions), catalogue, at)
  const providers = catalogue.providers.map((provider) => estimateProvider(provider, workload, asked, catalogue, at))
  const mixMicros = addMicros(
    ...catalogue.providers.map((provider) => {
      const answered = Math.round(asked * (shares.get(provider.name) ?? 0))
      return costAt(provider, tokensOf(workload, answered), catalogue, at) ?? zeroMicros
    }),
  )
  const savedMicros = toMicros(baselineMicros - mixMicros)
  const savedShare = baselineMicros === 0 ? 0 : savedMicros / baselineMicros
  return { baselineMicros, providers, mixMicros, savedMicros, savedShare }
}

function estimateProvider(
  provider: ModelProvider,
  workload: Workload,
  asked: number,
  catalogue: ModelCatalogue,
  at: number,
): ProviderEstimate {
  const { name, tier, model } = provider
  const monthMicros = costAt(provider, tokensOf(workload, asked), catalogue, at)
  return {
    provider: name,
    tier,
    model,
    share: workload.shares.get(name) ?? 0,
    ...(monthMicros === undefined ? { reason: whyUnpriced(catalogue, tier, model, at) } : { monthMicros }),
    assumed: priceOf(catalogue, tier, model, at)?.assumed ?? false,
  }
}

function costAt(
  { tier, model }: ModelProvider,
  usage: TokenUsage,
  catalogue: ModelCatalogue,
  at: number,
): Micros | undefined {
  const price = priceOf(catalogue, tier, model, at)
  return price && costOf(usage, price)
}

function tokensOf(workload: Workload, questions: number): TokenUsage {
  return {
    promptTokens: Math.round(questions * workload.promptTokens),
    cachedTokens: Math.round(questions * workload.cachedTokens),
    completionTokens: Math.round(questions * workload.completionTokens),
    reasoningTokens: 0,
    estimated: true,
  }
}
