import type { Micros } from '../money.ts'
import type { Tier } from './route.ts'
import type { Schedule } from '../time/schedule.ts'

/** A price, from a day on, in micros of `currency` per million tokens. */
export interface ModelPrice {
  /** The model's name, or a pattern that ends in `*`. */
  readonly model: string
  readonly tier: Exclude<Tier, 'extractive'>
  readonly currency: string
  readonly inputPerMillion: Micros
  readonly cachedInputPerMillion: Micros
  readonly outputPerMillion: Micros
  /** Of the tokens that a model thinks with; as `outputPerMillion` where it is absent. */
  readonly reasoningPerMillion?: Micros
  /** `YYYY-MM-DD`. */
  readonly validFrom: string
  /** True for a guess that stands in until the company enters its contract price. */
  readonly assumed: boolean
}

/** What a unit of another currency is worth in the catalogue's, from a day on. */
export interface ExchangeRate {
  readonly currency: string
  /** Billionths of a unit of the catalogue's currency, as a whole number. */
  readonly billionths: number
  /** `YYYY-MM-DD`. */
  readonly validFrom: string
}

/** An OpenAI-compatible endpoint that generates answers. */
export interface ModelProvider {
  readonly name: string
  readonly tier: Exclude<Tier, 'extractive'>
  readonly baseUrl: string
  readonly apiKey: string | undefined
  readonly model: string
  readonly contextTokens: number
  readonly maxOutputTokens: number
  readonly temperature: number
  /** The name the endpoint knows its output limit by. */
  readonly outputLimitField: 'max_tokens' | 'max_completion_tokens'
  readonly firstTokenTimeoutMs: number
  readonly nextTokenTimeoutMs: number
  /** Whether it is one of those that hard questions are for. */
  readonly strong: boolean
  /** Its share beside others as strong: with twice the weight it may cost twice as much and still go first. */
  readonly weight: number
  /** Whether it is given less than was found, where that differs from the others. */
  readonly compress?: boolean
  /** When it may be asked; always where absent. */
  readonly schedule?: Schedule
  /** How many calls it takes at once; any number where absent. */
  readonly concurrency?: Concurrency
  /** Of an Azure OpenAI deployment, which takes its key in a header of its own and the version of its API with every request. */
  readonly azureApiVersion?: string
  /** Its batch API; absent where it has none, or none is to be used. */
  readonly batch?: BatchApi
}

/** How a batch API differs from that of OpenAI. */
export type BatchDialect = 'openai' | 'azure' | 'dashscope' | 'zhipu'

/** An API that answers many requests later, at a lower price. */
export interface BatchApi {
  readonly dialect: BatchDialect
  readonly baseUrl: string
  /** The name of the model there. */
  readonly model: string
  /** What a token costs, in parts of its price, 0…1. */
  readonly priceShare: number
  /** How long the provider may take, in hours. */
  readonly windowHours: number
  readonly mostRequests: number
  readonly lookEveryMs: number
}

/** A provider that answers later, too. */
export type DeferringProvider = ModelProvider & { readonly batch: BatchApi }

/** How many calls go to a provider at once, how many more may wait, and how long. */
export interface Concurrency {
  readonly calls: number
  readonly waiting: number
  readonly waitMs: number
}

/** Prices, providers and the baseline that savings are measured against. */
export interface ModelCatalogue {
  readonly currency: string
  readonly providers: readonly ModelProvider[]
  readonly prices: readonly ModelPrice[]
  /** The probability from which a question counts as hard, 0…1. */
  readonly hardFrom: number
  /** True where a model is given all that was found, whole. */
  readonly wholeEvidence?: boolean
  /** For prices in another currency than the catalogue's. */
  readonly exchangeRates?: readonly ExchangeRate[]
  /** How long an answer may take, in ms; absent for the usual time. */
  readonly timeLimitMs?: number
  /** How long a model may be silent before another one is asked as well, in ms; absent for never. */
  readonly hedgeAfterMs?: number
  /** The cloud model of the counterfactual "everything in the cloud". */
  readonly baselineModel: string
}
