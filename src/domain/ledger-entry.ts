import type { Micros } from './money.ts'
import type { Tier } from './route.ts'
import type { TokenUsage } from './usage.ts'

/** One model call or one question, as it was booked. Never changed afterwards. */
export interface LedgerEntry {
  readonly id: string
  readonly kind: 'call' | 'question'
  readonly answerId: string
  readonly at: number
  readonly principalId: string
  readonly team?: string
  readonly tier: Tier
  readonly provider: string
  readonly model: string
  readonly usage: TokenUsage
  readonly costMicros: Micros
  readonly currency: string
  readonly baselineMicros: Micros
  readonly cache: 'hit' | 'miss' | 'bypass'
  /** How the call or question ended. */
  readonly outcome: 'answered' | 'abstained' | 'blocked' | 'failed' | 'cancelled'
  /** True when no price was known, and the amount is therefore not to be trusted. */
  readonly unpriced: boolean
}

export type UsageGrouping = 'day' | 'user' | 'team' | 'model' | 'tier'

/** The sums of the ledger for one group. Tokens and cost come from the entries of calls; counts and the baseline from those of questions. */
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
  readonly costMicros: Micros
  readonly baselineMicros: Micros
  readonly unpricedCalls: number
}
