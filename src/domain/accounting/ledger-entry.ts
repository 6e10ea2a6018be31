import type { Micros } from '../money.ts'
import type { Tier } from '../routing/route.ts'
import type { TokenUsage } from './usage.ts'

/** What a call is made for: an answer, to make a follow-up into a question of its own, to grade an answer, or to search and compare. */
export type CallPurpose = 'answer' | 'rewrite' | 'judge' | 'embed' | 'rerank'

/** What made a question cheaper than the all-cloud baseline. */
export type SavedBy = Readonly<Record<'cache' | 'routing' | 'compression' | 'batch' | 'prices', Micros>>

/** One model call or one question, as it was booked. Never changed afterwards. */
export interface LedgerEntry {
  readonly id: string
  readonly kind: 'call' | 'question'
  readonly answerId: string
  readonly at: number
  readonly principalId: string
  readonly team?: string
  /** The source of the documents that the question drew on most; absent without evidence and from older entries. */
  readonly source?: string
  readonly tier: Tier
  readonly provider: string
  readonly model: string
  /** What a call was made for; absent from questions and from older entries. */
  readonly purpose?: CallPurpose
  /** Reported by the provider, or counted by us and marked `estimated`. */
  readonly usage: TokenUsage
  /** In the currency of the books. A question's is the sum of its calls. */
  readonly costMicros: Micros
  /** Which price a call was booked at; absent when none was known, from questions and from older entries. */
  readonly priceVersion?: string
  readonly currency: string
  readonly baselineMicros: Micros
  /** How the difference between baseline and cost came about; all zero for calls and in older entries. */
  readonly saved: SavedBy
  readonly cache: 'hit' | 'miss' | 'bypass'
  /** How the call or question ended. */
  readonly outcome: 'answered' | 'abstained' | 'blocked' | 'failed' | 'cancelled'
  /** True when no price was known: the amount is that of the dearest known one, and an error to fix. */
  readonly unpriced: boolean
}

/** The group of an entry by purpose: an answer is `generate`, also in older entries; questions are one of their own. */
export function purposeGroupOf({ kind, purpose = 'answer' }: Pick<LedgerEntry, 'kind' | 'purpose'>): string {
  return kind === 'question' ? 'question' : purpose === 'answer' ? 'generate' : purpose
}

/** What sums of the ledger can be grouped by. */
export const usageGroupings = ['day', 'user', 'team', 'model', 'tier', 'source', 'purpose'] as const

export type UsageGrouping = (typeof usageGroupings)[number]

/** The sums of the ledger for one group. Tokens and cost come from the entries of calls; counts, the baseline and what was saved from those of questions. */
export interface UsageTotal {
  readonly group: string
  readonly questions: number
  readonly answered: number
  readonly abstained: number
  readonly blocked: number
  readonly cacheHits: number
  readonly calls: number
  readonly promptTokens: number
  readonly cachedTokens: number
  readonly completionTokens: number
  /** Part of the completion. */
  readonly reasoningTokens: number
  readonly costMicros: Micros
  readonly baselineMicros: Micros
  readonly savedByCacheMicros: Micros
  readonly savedByRoutingMicros: Micros
  readonly savedByCompressionMicros: Micros
  readonly savedByBatchMicros: Micros
  readonly savedByPricesMicros: Micros
  /** Calls whose tokens we counted, as the provider reported none. */
  readonly estimatedCalls: number
  /** Calls to models without a price. */
  readonly unpricedCalls: number
}
