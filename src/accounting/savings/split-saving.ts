import type { SavedBy } from '../../domain/accounting/ledger-entry.ts'
import type { ModelCatalogue, ModelProvider } from '../../domain/routing/model-catalogue.ts'
import { type Micros, toMicros, zeroMicros } from '../../domain/money.ts'
import type { TokenUsage } from '../../domain/accounting/usage.ts'
import { baselineCost } from './baseline.ts'
import { costOf } from '../prices/cost.ts'
import { priceOf } from '../prices/price-list.ts'

/** A question that has ended, as far as it matters what it would have cost otherwise. */
export interface AnsweredCheaper {
  /** The tokens that the baseline would have paid for, as they were after compression. */
  readonly usage: TokenUsage
  /** Prompt tokens that compression left out. */
  readonly compressedTokens: number
  /** Prompt tokens that sharing a call with other questions spared. */
  readonly sharedTokens?: number
  /** What shared calls, and replies of batch APIs, cost that held no answer to the question. */
  readonly sharedInVainMicros?: Micros
  /** What batch APIs took off the price. */
  readonly discountMicros?: Micros
  readonly isCacheHit: boolean
  /** Who answered; absent for a quoted or a remembered answer. */
  readonly provider?: ModelProvider
  /** What all calls of the question cost. */
  readonly costMicros: Micros
  readonly catalogue: ModelCatalogue
  readonly at: number
}

export interface Saving {
  /** What the question would have cost with everything in the cloud: nothing remembered, compressed or kept on the premises. */
  readonly baselineMicros: Micros
  /** How the difference came about; the parts add up to `baseline − cost`, and one may be negative. */
  readonly saved: SavedBy
}

export const nothingSaved: SavedBy = {
  cache: zeroMicros,
  routing: zeroMicros,
  compression: zeroMicros,
  batch: zeroMicros,
  prices: zeroMicros,
}

/**
 * Splits the difference between the all-cloud baseline and what was paid. A remembered answer saved all of it. Of
 * others, *compression* saved what the left-out tokens cost at the baseline; *batch* what the tokens cost there that other
 * questions shared, and what batch APIs took off the price, less what was shared or handed over in vain; *prices* what the dearest configured
 * cloud provider costs less than the baseline, and what its prompt cache took off; *routing* what answering elsewhere
 * than there saved, less what failed and additional calls cost.
 */
export function splitSaving(question: AnsweredCheaper): Saving {
  const { usage, compressedTokens, sharedTokens = 0, isCacheHit, costMicros, catalogue, at } = question
  const { sharedInVainMicros = zeroMicros, discountMicros = zeroMicros } = question
  const withPrompt = (tokens: number) =>
    baselineCost({ ...usage, promptTokens: usage.promptTokens + tokens }, catalogue, at)
  const atBaseline = withPrompt(0)
  const alone = withPrompt(sharedTokens)
  const baselineMicros = withPrompt(sharedTokens + compressedTokens)
  const difference = toMicros(baselineMicros - costMicros)
  if (isCacheHit) return { baselineMicros, saved: { ...nothingSaved, cache: difference } }
  const compression = toMicros(baselineMicros - alone)
  const batch = toMicros(alone - atBaseline - sharedInVainMicros + discountMicros)
  const inCloud = dearestCloudCost(usage, catalogue, at) ?? atBaseline
  const elsewhere =
    (question.provider && cloudCostAt(question.provider, usage, catalogue, at)) ??
    toMicros(costMicros + discountMicros - sharedInVainMicros)
  const routing = toMicros(inCloud - elsewhere)
  return {
    baselineMicros,
    saved: {
      cache: zeroMicros,
      compression,
      routing,
      batch,
      prices: toMicros(difference - compression - batch - routing),
    },
  }
}

function dearestCloudCost(usage: TokenUsage, catalogue: ModelCatalogue, at: number): Micros | undefined {
  return catalogue.providers
    .map((provider) => cloudCostAt(provider, usage, catalogue, at))
    .filter((cost) => cost !== undefined)
    .toSorted((a, b) => b - a)
    .at(0)
}

/** What a cloud provider asks for the tokens, none of them cached. */
function cloudCostAt(
  { tier, model }: ModelProvider,
  usage: TokenUsage,
  catalogue: ModelCatalogue,
  at: number,
): Micros | undefined {
  const price = tier === 'cloud' ? priceOf(catalogue, tier, model, at) : undefined
  return price && costOf({ ...usage, cachedTokens: 0 }, price)
}
